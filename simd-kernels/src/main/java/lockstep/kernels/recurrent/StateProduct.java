package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Gemm;
import lockstep.kernels.gemm.GemmShape;

/// The product that a sequence runs at each of its steps with the same weights: they are packed
/// before the first step, for all. With 32 rows, packing takes as long as half of the product.
final class StateProduct {

  private final Gemm product;

  // Of the current sequence: the packed weights, and what is free behind them.
  private long packed;
  private long free;

  StateProduct(GemmShape shape) {
    product = Gemm.of(shape);
  }

  /// {@return the bytes of packed weights, 0 if they are read as they are}
  long packedBytes() {
    return product.packedBytes();
  }

  void pack(Parallel parallel, long weights, long packed) {
    product.pack(parallel, weights, packed);
  }

  long scratchBytes(int threads) {
    return packedBytes() + packedScratchBytes(threads);
  }

  long packedScratchBytes(int threads) {
    return product.scratchBytes(threads);
  }

  /// Begins a sequence with these weights.
  ///
  /// @param scratch address of [#scratchBytes(int)] bytes that nobody else uses until the last step
  void begin(Parallel parallel, long weights, long scratch) {
    pack(parallel, weights, scratch);
    beginPacked(weights, scratch, scratch + packedBytes());
  }

  /// Begins a sequence with weights that [#pack] has packed.
  ///
  /// @param scratch address of [#packedScratchBytes(int)] bytes
  void beginPacked(long weights, long packed, long scratch) {
    this.packed = packedBytes() == 0 ? weights : packed;
    free = scratch;
  }

  /// `C ← A·weights + beta·C`.
  void step(Parallel parallel, long a, float beta, long c) {
    product.runPacked(parallel, a, packed, beta, c, free);
  }
}
