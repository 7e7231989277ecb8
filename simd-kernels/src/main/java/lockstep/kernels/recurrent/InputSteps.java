package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.GemmShape;

/// The products of a sequence's inputs with their weights where nobody needs them later: a few
/// steps at a time, as many as stay in the second-level cache until they are read.
final class InputSteps {

  /// A quarter of a MiB of products; the weights want the rest of the cache.
  private static final int MOST_FLOATS = 1 << 16;

  private final SequenceShape shape;
  private final int width;
  private final int steps;
  private final StateProduct product;

  // Of the current sequence.
  private long products;
  private int first;
  private int end;

  InputSteps(SequenceShape shape, int width) {
    this.shape = shape;
    this.width = width;
    long each = Math.max(1, (long) shape.batch() * width);
    steps = (int) Math.min(Math.max(1, MOST_FLOATS / each), shape.time());
    product =
        new StateProduct(
            GemmShape.dense(steps * shape.batch(), width, shape.features(), false, false));
  }

  /// {@return the bytes of packed weights}
  long packedBytes() {
    return product.packedBytes();
  }

  void pack(Parallel parallel, long weights, long packed) {
    product.pack(parallel, weights, packed);
  }

  /// {@return the bytes of scratch memory that a sequence on so many threads needs}
  long scratchBytes(int threads) {
    return ownBytes() + SequenceShape.aligned(product.scratchBytes(threads));
  }

  /// {@return the same where the weights are packed}
  long packedScratchBytes(int threads) {
    return ownBytes() + SequenceShape.aligned(product.packedScratchBytes(threads));
  }

  private long ownBytes() {
    return SequenceShape.bytes((long) steps * shape.batch(), width);
  }

  /// Begins a sequence with these weights.
  ///
  /// @param scratch address of [#scratchBytes(int)] bytes that nobody else uses until the last step
  void begin(Parallel parallel, long weights, long scratch) {
    begin(scratch);
    product.begin(parallel, weights, scratch + ownBytes());
  }

  /// Begins a sequence with weights that [#pack] has packed.
  ///
  /// @param scratch address of [#packedScratchBytes(int)] bytes
  void beginPacked(long weights, long packed, long scratch) {
    begin(scratch);
    product.beginPacked(weights, packed, scratch + ownBytes());
  }

  private void begin(long scratch) {
    products = scratch;
    first = 0;
    end = 0;
  }

  /// {@return where the products of the inputs of step `place` are, until another is asked for that
  /// is not among the same few}
  ///
  /// @param x the inputs of all steps, time first
  long at(Parallel parallel, long x, int place) {
    if (place < first || place >= end) {
      first =
          switch (shape.direction()) {
            case FORWARD -> Math.min(place, shape.time() - steps);
            case REVERSE -> Math.max(place - steps + 1, 0);
          };
      end = first + steps;
      product.step(parallel, shape.at(x, first, shape.features()), 0, products);
    }
    return shape.at(products, place - first, width);
  }
}
