package lockstep.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lockstep.blas.OpenBlas;
import lockstep.blas.Transpose;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What a call of {@link OpenBlas} costs before it computes anything: its parts alone, then the
/// cheapest whole calls.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class CallOverheadBenchmark {

  private final OpenBlas blas = RequiredBlas.find();

  // Automatic, as the memory of plans is: the kind of arena decides how a call keeps it alive.
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment x = arena.allocateFrom(JAVA_FLOAT, 3);
  private final MemorySegment y = arena.allocateFrom(JAVA_FLOAT, -5);
  private final MemorySegment result = arena.allocateFrom(JAVA_FLOAT, 0);

  /// As {@link OpenBlas} has one, nobody else waiting.
  private final Semaphore semaphore = new Semaphore(32);

  /// The arguments of a product without rows are checked like any, and that is all.
  @Benchmark
  public void checksOfGemm() {
    gemm(0);
  }

  /// A place among the calls that OpenBLAS can serve at once, taken and given back.
  @Benchmark
  public void semaphore() {
    semaphore.acquireUninterruptibly();
    semaphore.release();
  }

  /// Into native code and back, with no arguments.
  @Benchmark
  public int downcall() {
    return blas.threads();
  }

  /// All three parts, and nothing to compute.
  @Benchmark
  public float dot0() {
    return blas.sdot(0, x, 1, y, 1);
  }

  @Benchmark
  public float dot1() {
    return blas.sdot(1, x, 1, y, 1);
  }

  /// The smallest product; OpenBLAS itself takes a work buffer and packs.
  @Benchmark
  public void gemm1x1x1() {
    gemm(1);
  }

  private void gemm(int rows) {
    blas.sgemm(Transpose.NO, Transpose.NO, rows, 1, 1, 1, x, 1, y, 1, 0, result, 1);
  }

  /// Checks the answers, before and after.
  @Setup
  @TearDown
  public void verify() {
    gemm1x1x1();
    require(-15, result.getAtIndex(JAVA_FLOAT, 0));
    require(-15, dot1());
    require(0, dot0());
    require(1, downcall());
  }

  private static void require(float expected, float found) {
    if (found != expected) {
      throw new IllegalStateException("expected " + expected + ", got " + found + ".");
    }
  }
}
