package lockstep.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lockstep.kernels.Parallel;
import lockstep.kernels.softmax.CrossEntropy;
import lockstep.kernels.softmax.CrossEntropyGradient;
import lockstep.kernels.softmax.CrossEntropyShape;
import lockstep.kernels.softmax.LogSoftmax;
import lockstep.kernels.softmax.Softmax;
import lockstep.kernels.softmax.SoftmaxGradient;
import lockstep.kernels.softmax.SoftmaxReference;
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

/// Softmax and its losses over rows of logits, on one thread, in elements of the input a
/// nanosecond.
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
public class SoftmaxBenchmark {

  private static final long SEED = 20_261_121;
  private static final int ROWS = 256;

  /// Classes: of digits, of ImageNet.
  @Param({"10", "1000"})
  int columns = 1000;

  private final Parallel alone = Parallel.of(1, Parallel.Idle.SPIN);
  private final Arena arena = Arena.ofAuto();
  private final Random random = new Random(SEED);
  private Softmax softmax = Softmax.of(1, 1);
  private SoftmaxGradient softmaxGradient = SoftmaxGradient.of(1, 1);
  private LogSoftmax logSoftmax = LogSoftmax.of(1, 1);
  private CrossEntropy loss = CrossEntropy.of(CrossEntropyShape.plain(1, 1));
  private CrossEntropyGradient lossGradient =
      CrossEntropyGradient.of(CrossEntropyShape.plain(1, 1));
  private MemorySegment in = MemorySegment.NULL;
  private MemorySegment out = MemorySegment.NULL;
  private MemorySegment back = MemorySegment.NULL;
  private final MemorySegment labels = arena.allocate(ROWS * Integer.BYTES, 64);
  private final MemorySegment losses = arena.allocate(ROWS * Float.BYTES, 64);
  private final MemorySegment saved = arena.allocate(3 * ROWS * Float.BYTES, 64);
  private final MemorySegment mean = arena.allocate(2 * Float.BYTES, 64);

  /// What a rate is reported of, besides whole passes.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /// Elements of the input: reported per nanosecond.
    public double elements;
  }

  /// Draws logits and labels, and runs forward once for the gradients.
  @Setup
  public void prepare() {
    softmax = Softmax.of(ROWS, columns);
    softmaxGradient = SoftmaxGradient.of(ROWS, columns);
    logSoftmax = LogSoftmax.of(ROWS, columns);
    loss = CrossEntropy.of(CrossEntropyShape.plain(ROWS, columns));
    lossGradient = CrossEntropyGradient.of(CrossEntropyShape.plain(ROWS, columns));
    in = floats();
    out = floats();
    back = floats();
    for (int row = 0; row < ROWS; row++) {
      labels.setAtIndex(JAVA_INT, row, random.nextInt(columns));
    }
    softmax.run(alone, in.address(), out.address());
    crossEntropy(new Work());
  }

  private MemorySegment floats() {
    MemorySegment floats = arena.allocate((long) ROWS * columns * Float.BYTES, 64);
    for (long i = 0; i < (long) ROWS * columns; i++) {
      floats.setAtIndex(JAVA_FLOAT, i, (float) random.nextGaussian());
    }
    return floats;
  }

  @Benchmark
  public void softmax(Work work) {
    softmax.run(alone, in.address(), out.address());
    count(work);
  }

  @Benchmark
  public void softmaxGradient(Work work) {
    softmaxGradient.run(alone, out.address(), in.address(), back.address());
    count(work);
  }

  @Benchmark
  public void logSoftmax(Work work) {
    logSoftmax.run(alone, in.address(), back.address());
    count(work);
  }

  @Benchmark
  public void crossEntropy(Work work) {
    loss.run(
        alone,
        in.address(),
        labels.address(),
        0,
        losses.address(),
        saved.address(),
        mean.address());
    count(work);
  }

  @Benchmark
  public void crossEntropyGradient(Work work) {
    lossGradient.run(
        alone,
        in.address(),
        labels.address(),
        0,
        saved.address(),
        mean.address() + Float.BYTES,
        back.address());
    count(work);
  }

  private void count(Work work) {
    work.elements += (double) ROWS * columns;
  }

  /// Checks the bits of the softmax that gradients are made of.
  @TearDown
  public void verify() {
    MemorySegment expected = arena.allocate(out.byteSize(), 64);
    SoftmaxReference.softmax(ROWS, columns, in.address(), expected.address());
    Answers.require(expected, out);
  }
}
