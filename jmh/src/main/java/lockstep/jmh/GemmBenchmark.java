package lockstep.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lockstep.blas.OpenBlas;
import lockstep.blas.Transpose;
import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Gemm;
import lockstep.kernels.gemm.GemmShape;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Square matrix products on one thread, ours beside those of OpenBLAS, in GFLOP/s.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class GemmBenchmark {

  private static final long SEED = 20_261_121;

  /// Rows and columns of all three matrices.
  @Param({"64", "512"})
  int size;

  private final OpenBlas blas = RequiredBlas.find();
  private final Parallel alone = Parallel.of(1, Parallel.Idle.SPIN);
  private Gemm gemm = Gemm.of(GemmShape.dense(1, 1, 1, false, false));
  private MemorySegment scratch = MemorySegment.NULL;
  private float[] expected = {};
  private MemorySegment a = MemorySegment.NULL;
  private MemorySegment b = MemorySegment.NULL;
  private MemorySegment c = MemorySegment.NULL;

  /// What a rate is reported of, besides whole products.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /// 10⁹ operations, a multiply-add being two: reported as GFLOP/s.
    public double gflop;
  }

  /// Makes two matrices and, by three plain loops, their product.
  ///
  /// The elements are small integers, whose products and sums are exact in any order: the answer
  /// must be equal, not near.
  @Setup
  public void prepare() {
    var random = new Random(SEED);
    float[] left = integers(random);
    float[] right = integers(random);
    expected = new float[size * size];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < size; k++) {
        for (int j = 0; j < size; j++) {
          expected[i * size + j] += left[i * size + k] * right[k * size + j];
        }
      }
    }
    Arena arena = Arena.ofAuto();
    gemm = Gemm.of(GemmShape.dense(size, size, size, false, false));
    scratch = arena.allocate(gemm.scratchBytes(1), 64);
    a = aligned(arena);
    b = aligned(arena);
    c = aligned(arena);
    MemorySegment.copy(left, 0, a, JAVA_FLOAT, 0, left.length);
    MemorySegment.copy(right, 0, b, JAVA_FLOAT, 0, right.length);
  }

  private float[] integers(Random random) {
    float[] values = new float[size * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(-8, 9);
    }
    return values;
  }

  private MemorySegment aligned(Arena arena) {
    return arena.allocate((long) size * size * Float.BYTES, 64);
  }

  @Benchmark
  public void simd(Work work) {
    gemm.run(alone, 1, a.address(), b.address(), 0, c.address(), scratch.address());
    work.gflop += 2e-9 * size * size * size;
  }

  @Benchmark
  public void openBlas(Work work) {
    blas.sgemm(Transpose.NO, Transpose.NO, size, size, size, 1, a, size, b, size, 0, c, size);
    work.gflop += 2e-9 * size * size * size;
  }

  /// Checks every element of the last product.
  @TearDown
  public void verify() {
    for (int i = 0; i < expected.length; i++) {
      float found = c.getAtIndex(JAVA_FLOAT, i);
      if (found != expected[i]) {
        throw new IllegalStateException(
            "element " + i + ": expected " + expected[i] + ", got " + found + ".");
      }
    }
  }
}
