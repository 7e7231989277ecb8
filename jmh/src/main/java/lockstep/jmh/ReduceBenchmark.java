package lockstep.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lockstep.kernels.Parallel;
import lockstep.kernels.reduce.Argmax;
import lockstep.kernels.reduce.ArgmaxShape;
import lockstep.kernels.reduce.Reduce;
import lockstep.kernels.reduce.ReduceReference;
import lockstep.kernels.reduce.ReduceShape;
import lockstep.kernels.reduce.Reduction;
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

/// Reductions of a matrix of 4096 × 256 on one thread, in elements of the input a nanosecond.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-XX:+UnlockDiagnosticVMOptions",
      "-XX:CompileCommand=quiet"
    })
public class ReduceBenchmark {

  private static final long SEED = 20_261_121;
  private static final int ROWS = 4096;
  private static final int COLUMNS = 256;

  /// What becomes of the elements.
  @Param({"SUM", "MAX", "L2"})
  Reduction reduction = Reduction.SUM;

  private final Parallel alone = Parallel.of(1, Parallel.Idle.SPIN);
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment in = arena.allocate((long) ROWS * COLUMNS * Float.BYTES, 64);
  private final MemorySegment out = arena.allocate(ROWS * Float.BYTES, 64);
  private final Argmax argmax = Argmax.of(ArgmaxShape.of(new int[] {ROWS, COLUMNS}, 1));
  private Reduce rows = over(1);
  private Reduce columns = over(0);
  private Reduce all = over(0, 1);
  private MemorySegment scratch = MemorySegment.NULL;

  /// What a rate is reported of, besides whole passes.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /// Elements of the input: reported per nanosecond.
    public double elements;
  }

  private Reduce over(int... axes) {
    return Reduce.of(reduction, shape(axes));
  }

  private static ReduceShape shape(int... axes) {
    return ReduceShape.of(new int[] {ROWS, COLUMNS}, axes);
  }

  /// Draws the matrix.
  @Setup
  public void prepare() {
    rows = over(1);
    columns = over(0);
    all = over(0, 1);
    var random = new Random(SEED);
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      in.setAtIndex(JAVA_FLOAT, i, (float) random.nextGaussian());
    }
    long most = Math.max(argmax.scratchBytes(1), rows.scratchBytes(1));
    most = Math.max(most, Math.max(columns.scratchBytes(1), all.scratchBytes(1)));
    scratch = arena.allocate(most, 64);
  }

  /// One number of each row.
  @Benchmark
  public void rows(Work work) {
    run(rows, work);
  }

  /// One number of each column.
  @Benchmark
  public void columns(Work work) {
    run(columns, work);
  }

  /// One number of all.
  @Benchmark
  public void all(Work work) {
    run(all, work);
  }

  /// The place of the largest of each row.
  @Benchmark
  public void argmax(Work work) {
    argmax.run(alone, in.address(), out.address(), scratch.address());
    work.elements += ROWS * COLUMNS;
  }

  private void run(Reduce reduce, Work work) {
    reduce.run(alone, in.address(), out.address(), scratch.address());
    work.elements += ROWS * COLUMNS;
  }

  /// Checks the bits of all three directions.
  @TearDown
  public void verify() {
    check(rows, ROWS, 1);
    check(columns, COLUMNS, 0);
    check(all, 1, 0, 1);
  }

  private void check(Reduce reduce, int results, int... axes) {
    run(reduce, new Work());
    long bytes = (long) results * Float.BYTES;
    MemorySegment expected = arena.allocate(bytes, 64);
    ReduceReference.reduce(
        reduction, shape(axes), in.address(), expected.address(), scratch.address());
    Answers.require(expected, out.asSlice(0, bytes));
  }
}
