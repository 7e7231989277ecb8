package lockstep.kernels.gemm;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.gemm.Shares.first;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.map.Activation;

/// Products with a single row or column: a matrix times a vector, at the speed of memory.
///
/// Where the lines of the stored matrix run along the depth, each result is the product of a line
/// with the vector: a reduction over sixteen virtual lanes. Where they run across it, the lines are
/// added up, each times its element of the vector: each result is a chain in the order of depth.
final class MatrixVector implements Way {

  /// Results that are summed up together, at most: with a piece of one line they fill the
  /// first-level cache.
  private static final int MOST_CHUNK = 4096;

  /// A multiple of the floats that a line of the cache has.
  private static final int LEAST_CHUNK = 64;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final GemmShape shape;
  private final Batch batch;
  private final Activation activation;
  private final Run run;
  private final boolean rowResult;
  private final boolean dots;
  private final int results;
  private final long line;
  private final Parallel.Task task = this::share;
  private int chunk;
  private int shares;

  MatrixVector(GemmShape shape, Batch batch, Activation activation, Run run) {
    this.shape = shape;
    this.batch = batch;
    this.activation = activation;
    this.run = run;
    rowResult = shape.m() == 1;
    dots = isDot(shape);
    results = rowResult ? shape.n() : shape.m();
    line = (long) (rowResult ? shape.ldb() : shape.lda()) * Float.BYTES;
  }

  static boolean isDot(GemmShape shape) {
    return shape.m() == 1 ? shape.transB() : !shape.transA();
  }

  /// Pieces of lines as long as the threads allow: memory is read the faster the longer they are
  /// (`jmh/lab`, 9). Each result is one chain whatever its piece, so its bits do not depend on
  /// them.
  private int chunk(int threads) {
    int even = Math.ceilDiv(results, threads);
    int whole = Math.ceilDiv(even, LEAST_CHUNK) * LEAST_CHUNK;
    return Math.min(MOST_CHUNK, Math.max(LEAST_CHUNK, whole));
  }

  @Override
  public long scratchBytes(int threads) {
    return batch.count() * itemBytes() + threads * Dots.SUMS * Dots.LINES;
  }

  private long itemBytes() {
    return ((long) shape.k() + (long) results) * Float.BYTES;
  }

  @Override
  public long packedBytes() {
    return 0;
  }

  @Override
  public void pack(Parallel parallel) {}

  @Override
  public void run(Parallel parallel) {
    for (int item = 0; item < batch.count(); item++) {
      copyVector(item);
    }
    chunk = chunk(parallel.threads());
    shares = dots ? Shares.of(shape.operations(), results) : Math.ceilDiv(results, chunk);
    parallel.run(batch.count() * shares, task);
  }

  /// The vector without gaps, times α.
  private void copyVector(int item) {
    long from = rowResult ? run.a + item * batch.aBytes() : run.b + item * batch.bBytes();
    long to = run.scratch + item * itemBytes();
    int step = rowResult ? (shape.transA() ? shape.lda() : 1) : shape.transB() ? 1 : shape.ldb();
    for (int p = 0; p < shape.k(); p++) {
      Floats.set(
          to + (long) p * Float.BYTES,
          run.alpha * Floats.get(from + (long) p * step * Float.BYTES));
    }
  }

  private void share(int share, int thread) {
    int item = share / shares;
    int part = share % shares;
    long vector = run.scratch + item * itemBytes();
    long matrix = rowResult ? run.b + item * batch.bBytes() : run.a + item * batch.aBytes();
    long out = vector + (long) shape.k() * Float.BYTES;
    int start = dots ? first(part, shares, results) : part * chunk;
    int end = dots ? first(part + 1, shares, results) : Math.min(results, start + chunk);
    if (dots) {
      long sums = run.scratch + batch.count() * itemBytes() + thread * Dots.SUMS * Dots.LINES;
      for (int i = start; i < end; i += Dots.LINES) {
        int lines = Math.min(Dots.LINES, end - i);
        long a = matrix + i * line;
        long b = lines > 1 ? a + line : a;
        long c = lines > 2 ? b + line : b;
        long d = lines > 3 ? c + line : c;
        Dots.begin(a, b, c, d, vector, shape.k(), sums);
        for (int l = 0; l < lines; l++) {
          float dot = Dots.end(a + l * line, vector, shape.k(), sums + l * Dots.SUMS);
          Floats.set(out + (long) (i + l) * Float.BYTES, begin(item, i + l) + dot);
        }
      }
    } else {
      for (int i = start; i < end; i++) {
        Floats.set(out + (long) i * Float.BYTES, begin(item, i));
      }
      sums(
          matrix + (long) start * Float.BYTES,
          vector,
          out + (long) start * Float.BYTES,
          end - start);
    }
    activation.apply(out + (long) start * Float.BYTES, end - start);
    long step = (long) (rowResult ? 1 : shape.ldc()) * Float.BYTES;
    for (int i = start; i < end; i++) {
      Floats.set(
          run.c + item * batch.cBytes() + i * step, Floats.get(out + (long) i * Float.BYTES));
    }
  }

  private float begin(int item, int i) {
    if (run.from == Zeros.ADDRESS) {
      return 0;
    }
    // A bias per column of a single column is one number.
    long offset = run.fromRow == 0 ? 0 : item * batch.cBytes();
    return Floats.get(run.from + offset + (rowResult ? (long) i * Float.BYTES : i * run.fromRow));
  }

  /// Adds up all lines, each times its element of x, onto `count` results.
  private void sums(long matrix, long x, long out, int count) {
    int p = 0;
    for (; p + 8 <= shape.k(); p += 8) {
      eight(matrix + p * line, line, x + (long) p * Float.BYTES, out, count);
    }
    for (; p < shape.k(); p++) {
      one(matrix + p * line, Floats.get(x + (long) p * Float.BYTES), out, count);
    }
  }

  // With the methods of Floats, C2 comes to its limit of inlined code and makes objects of vectors.
  private static void eight(long from, long line, long x, long out, int count) {
    FloatVector x0 = broadcast(Lanes.FLOAT, Floats.get(x));
    FloatVector x1 = broadcast(Lanes.FLOAT, Floats.get(x + 4));
    FloatVector x2 = broadcast(Lanes.FLOAT, Floats.get(x + 8));
    FloatVector x3 = broadcast(Lanes.FLOAT, Floats.get(x + 12));
    FloatVector x4 = broadcast(Lanes.FLOAT, Floats.get(x + 16));
    FloatVector x5 = broadcast(Lanes.FLOAT, Floats.get(x + 20));
    FloatVector x6 = broadcast(Lanes.FLOAT, Floats.get(x + 24));
    FloatVector x7 = broadcast(Lanes.FLOAT, Floats.get(x + 28));
    int whole = count / Lanes.COUNT * Lanes.COUNT;
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      long offset = (long) i * Float.BYTES;
      long at = from + offset;
      FloatVector sum =
          fromMemorySegment(Lanes.FLOAT, SEGMENT, (out + offset) & ADDRESS_MASK, ORDER);
      sum = fromMemorySegment(Lanes.FLOAT, SEGMENT, at & ADDRESS_MASK, ORDER).fma(x0, sum);
      sum = fromMemorySegment(Lanes.FLOAT, SEGMENT, (at + line) & ADDRESS_MASK, ORDER).fma(x1, sum);
      sum =
          fromMemorySegment(Lanes.FLOAT, SEGMENT, (at + 2 * line) & ADDRESS_MASK, ORDER)
              .fma(x2, sum);
      sum =
          fromMemorySegment(Lanes.FLOAT, SEGMENT, (at + 3 * line) & ADDRESS_MASK, ORDER)
              .fma(x3, sum);
      sum =
          fromMemorySegment(Lanes.FLOAT, SEGMENT, (at + 4 * line) & ADDRESS_MASK, ORDER)
              .fma(x4, sum);
      sum =
          fromMemorySegment(Lanes.FLOAT, SEGMENT, (at + 5 * line) & ADDRESS_MASK, ORDER)
              .fma(x5, sum);
      sum =
          fromMemorySegment(Lanes.FLOAT, SEGMENT, (at + 6 * line) & ADDRESS_MASK, ORDER)
              .fma(x6, sum);
      sum =
          fromMemorySegment(Lanes.FLOAT, SEGMENT, (at + 7 * line) & ADDRESS_MASK, ORDER)
              .fma(x7, sum);
      sum.intoMemorySegment(SEGMENT, (out + offset) & ADDRESS_MASK, ORDER);
    }
    for (int i = whole; i < count; i++) {
      long offset = (long) i * Float.BYTES;
      float sum = Floats.get(out + offset);
      for (int p = 0; p < 8; p++) {
        sum = Math.fma(Floats.get(from + p * line + offset), Floats.get(x + (long) p * 4), sum);
      }
      Floats.set(out + offset, sum);
    }
  }

  private static void one(long from, float x, long out, int count) {
    int whole = count / Lanes.COUNT * Lanes.COUNT;
    for (int i = 0; i < whole; i += Lanes.COUNT) {
      long offset = (long) i * Float.BYTES;
      Floats.store(
          out + offset,
          Floats.load(from + offset)
              .fma(FloatVector.broadcast(Lanes.FLOAT, x), Floats.load(out + offset)));
    }
    for (int i = whole; i < count; i++) {
      long offset = (long) i * Float.BYTES;
      Floats.set(out + offset, Math.fma(Floats.get(from + offset), x, Floats.get(out + offset)));
    }
  }
}
