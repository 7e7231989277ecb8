package lockstep.kernels.update;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.Sixteen;

/// The Euclidean norm over all gradients of a model, and the factor that clips it.
///
/// ```
/// norm  = factor · √Σ g²
/// scale = factor · min(1, largest / (norm + 10⁻⁶))
/// ```
///
/// `factor` stands for whatever the gradients were multiplied by and should not have been: one over
/// the scale of a loss, one over the number of accumulated batches; else it is 1. [Update] takes
/// `scale` from memory and does both in its own pass.
///
/// Each tensor is cut into chunks of 16,384 elements, the last one shorter. A chunk is summed in
/// the sixteen virtual lanes of [Sixteen], in float, and the chunks of all tensors in order, in
/// double. Where a square overflows or an element is infinite the norm is infinite and the scale 0;
/// where an element is NaN both are.
public final class GlobalNorm {

  private static final int MOST_SHARES = 32;
  private static final int VECTOR = Lanes.COUNT * Float.BYTES;
  private static final int LANE_BYTES = Sixteen.LANES * Float.BYTES;

  /// As PyTorch's, which keeps a norm of 0 from dividing.
  static final double SMALLEST = 1e-6;

  private final int[] counts;

  /// The number of the first chunk of each tensor, and of all chunks.
  private final int[] firstChunks;

  private final Parallel.Task task = this::share;

  // Of the current run.
  private long[] tensors = {};
  private long partials;

  private GlobalNorm(int[] counts) {
    this.counts = counts;
    firstChunks = new int[counts.length + 1];
    for (int i = 0; i < counts.length; i++) {
      firstChunks[i + 1] = Math.addExact(firstChunks[i], new Chunks(counts[i]).chunks());
    }
  }

  /// {@return the norm over tensors of so many elements each}
  public static GlobalNorm of(int... counts) {
    return new GlobalNorm(counts.clone());
  }

  /// {@return the bytes of scratch memory that a run needs}
  public long scratchBytes() {
    return (long) chunks() * LANE_BYTES;
  }

  /// Sums the squares.
  ///
  /// @param parallel the threads
  /// @param gradients the addresses of the tensors; not written
  /// @param factor what every gradient should be multiplied by
  /// @param largest the norm beyond which gradients are scaled down; infinity for never
  /// @param norm address where the norm is written, a float
  /// @param scale address where the factor for [Update] is written, a float
  /// @param scratch address of [#scratchBytes()] bytes that nobody else uses meanwhile
  public void run(
      Parallel parallel,
      long[] gradients,
      double factor,
      double largest,
      long norm,
      long scale,
      long scratch) {
    tensors = gradients;
    partials = scratch;
    parallel.run(Math.min(MOST_SHARES, chunks()), task);
    double sum = 0;
    for (int chunk = 0; chunk < chunks(); chunk++) {
      sum += Floats.get(partials + (long) chunk * LANE_BYTES);
    }
    write(sum, factor, largest, norm, scale);
  }

  static void write(double sum, double factor, double largest, long norm, long scale) {
    double length = Math.abs(factor) * Math.sqrt(sum);
    double ratio = largest / (length + SMALLEST);
    Floats.set(norm, (float) length);
    Floats.set(scale, (float) (factor * (ratio > 1 ? 1 : ratio)));
  }

  private int chunks() {
    return firstChunks[counts.length];
  }

  private void share(int share, int thread) {
    int shares = Math.min(MOST_SHARES, chunks());
    int first = (int) ((long) chunks() * share / shares);
    int last = (int) ((long) chunks() * (share + 1) / shares);
    int tensor = 0;
    for (int chunk = first; chunk < last; chunk++) {
      while (firstChunks[tensor + 1] <= chunk) {
        tensor++;
      }
      int start = (chunk - firstChunks[tensor]) * Chunks.CHUNK;
      int count = Math.min(Chunks.CHUNK, counts[tensor] - start);
      long lanes = partials + (long) chunk * LANE_BYTES;
      Floats.set(lanes, squares(tensors[tensor] + (long) start * Float.BYTES, count, lanes));
    }
  }

  /// The sum of the squares of a chunk. `lanes` is memory for the virtual lanes: a part that
  /// returned its vector would allocate it wherever C2 does not inline it.
  private static float squares(long address, int count, long lanes) {
    for (int part = 0; part < Sixteen.PARTS; part++) {
      squares(address, count, part * Lanes.COUNT, lanes + (long) part * VECTOR);
    }
    FloatVector p0 = load(lanes);
    FloatVector p1 = Sixteen.PARTS > 1 ? load(lanes + VECTOR) : p0;
    FloatVector p2 = Sixteen.PARTS > 2 ? load(lanes + 2L * VECTOR) : p0;
    FloatVector p3 = Sixteen.PARTS > 2 ? load(lanes + 3L * VECTOR) : p0;
    return Sixteen.sum(p0, p1, p2, p3);
  }

  private static void squares(long address, int count, int start, long lanes) {
    FloatVector sum = FloatVector.zero(Lanes.FLOAT);
    int i = start;
    for (; i <= count - Lanes.COUNT; i += Sixteen.LANES) {
      FloatVector x = load(address + (long) i * Float.BYTES);
      sum = x.fma(x, sum);
    }
    store(lanes, sum);
    int end = Math.min(count, i + Lanes.COUNT);
    for (; i < end; i++) {
      float x = Floats.get(address + (long) i * Float.BYTES);
      long lane = lanes + (long) (i % Lanes.COUNT) * Float.BYTES;
      Floats.set(lane, Math.fma(x, x, Floats.get(lane)));
    }
  }
}
