package lockstep.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lockstep.kernels.Parallel;
import lockstep.kernels.ctc.Ctc;
import lockstep.kernels.ctc.CtcGradient;
import lockstep.kernels.ctc.CtcReference;
import lockstep.kernels.ctc.CtcShape;
import org.openjdk.jmh.annotations.AuxCounters;
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

/// The cost of labels without places and its gradient, for 16 sequences of 100 steps, 29 classes
/// and 20 labels as of short spoken sentences, on one thread, in log-probabilities a nanosecond.
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
public class CtcBenchmark {

  private static final long SEED = 20_261_121;
  private static final CtcShape SHAPE = new CtcShape(16, 100, 29, 20);
  private static final int COUNT = SHAPE.samples() * SHAPE.steps() * SHAPE.classes();

  private final Parallel alone = Parallel.of(1, Parallel.Idle.SPIN);
  private final Arena arena = Arena.ofAuto();
  private final Ctc ctc = Ctc.of(SHAPE);
  private final CtcGradient ctcGradient = CtcGradient.of(SHAPE);
  private final MemorySegment in = arena.allocate((long) COUNT * Float.BYTES, 64);
  private final MemorySegment back = arena.allocate((long) COUNT * Float.BYTES, 64);
  private final MemorySegment targets =
      arena.allocate((long) SHAPE.samples() * SHAPE.labels() * Integer.BYTES, 64);
  private final MemorySegment losses = arena.allocate((long) SHAPE.samples() * Float.BYTES, 64);
  private final MemorySegment dLosses = arena.allocate((long) SHAPE.samples() * Float.BYTES, 64);
  private final MemorySegment saved =
      arena.allocate((long) SHAPE.samples() * SHAPE.steps() * SHAPE.states() * Float.BYTES, 64);
  private final MemorySegment scratch =
      arena.allocate(Math.max(ctc.scratchBytes(1), ctcGradient.scratchBytes(1)), 64);

  /// What a rate is reported of, besides whole passes.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /// Elements of the input: reported per nanosecond.
    public double elements;
  }

  /// Draws log-probabilities and labels, and runs forward once for the gradient.
  @Setup
  public void prepare() {
    var random = new Random(SEED);
    for (int i = 0; i < COUNT; i++) {
      in.setAtIndex(JAVA_FLOAT, i, -5 * random.nextFloat());
    }
    for (int i = 0; i < SHAPE.samples() * SHAPE.labels(); i++) {
      targets.setAtIndex(JAVA_INT, i, random.nextInt(1, SHAPE.classes()));
    }
    for (int i = 0; i < SHAPE.samples(); i++) {
      dLosses.setAtIndex(JAVA_FLOAT, i, 1);
    }
    forward(new Work());
  }

  @Benchmark
  public void forward(Work work) {
    ctc.run(
        alone,
        in.address(),
        targets.address(),
        0,
        losses.address(),
        saved.address(),
        scratch.address());
    work.elements += COUNT;
  }

  @Benchmark
  public void gradient(Work work) {
    ctcGradient.run(
        alone,
        in.address(),
        targets.address(),
        0,
        losses.address(),
        saved.address(),
        dLosses.address(),
        back.address(),
        scratch.address());
    work.elements += COUNT;
  }

  /// Checks the bits of the losses and of the gradient.
  @TearDown
  public void verify() {
    gradient(new Work());
    MemorySegment expected = arena.allocate(losses.byteSize(), 64);
    CtcReference.losses(SHAPE, in.address(), targets.address(), 0, expected.address());
    Answers.require(expected, losses);
    expected = arena.allocate(back.byteSize(), 64);
    CtcReference.gradient(
        SHAPE, in.address(), targets.address(), 0, dLosses.address(), expected.address());
    Answers.require(expected, back);
  }
}
