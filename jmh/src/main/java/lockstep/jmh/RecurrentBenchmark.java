package lockstep.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lockstep.kernels.Parallel;
import lockstep.kernels.recurrent.Direction;
import lockstep.kernels.recurrent.GruStep;
import lockstep.kernels.recurrent.LstmSequence;
import lockstep.kernels.recurrent.LstmStep;
import lockstep.kernels.recurrent.LstmStepGradient;
import lockstep.kernels.recurrent.LstmWeights;
import lockstep.kernels.recurrent.Order;
import lockstep.kernels.recurrent.SequenceShape;
import lockstep.kernels.recurrent.StepShape;
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
import org.openjdk.jmh.annotations.Warmup;

/// Steps of a language model's layer (64 rows, 512 features) and 20 of them as a sequence, on one
/// thread, in elements of state a nanosecond.
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
public class RecurrentBenchmark {

  private static final long SEED = 20_261_121;
  private static final int TIME = 20;
  private static final int BATCH = 64;
  private static final int FEATURES = 256;
  private static final int HIDDEN = 512;
  private static final int STATE = BATCH * HIDDEN;

  private final Parallel alone = Parallel.of(1, Parallel.Idle.SPIN);
  private final Arena arena = Arena.ofAuto();
  private final Random random = new Random(SEED);
  private final LstmStep lstm = LstmStep.of(new StepShape(BATCH, HIDDEN));
  private final LstmStepGradient lstmGradient = LstmStepGradient.of(new StepShape(BATCH, HIDDEN));
  private final GruStep gru = GruStep.of(new StepShape(BATCH, HIDDEN));
  private final LstmSequence sequence =
      LstmSequence.of(
          new SequenceShape(TIME, BATCH, FEATURES, HIDDEN, Direction.FORWARD, Order.TIME_FIRST));
  private final MemorySegment pre = floats(4 * STATE);
  private final MemorySegment bias = floats(4 * HIDDEN);
  private final MemorySegment before = floats(STATE);
  private final MemorySegment h = floats(STATE);
  private final MemorySegment c = floats(STATE);
  private final MemorySegment gates = floats(4 * STATE);
  private final MemorySegment dGates = floats(4 * STATE);
  private final MemorySegment dh = floats(STATE);
  private final MemorySegment dc = floats(STATE);
  private final MemorySegment x = floats(TIME * BATCH * FEATURES);
  private final MemorySegment w = floats(FEATURES * 4 * HIDDEN);
  private final MemorySegment u = floats(HIDDEN * 4 * HIDDEN);
  private final MemorySegment y = floats(TIME * STATE);
  private final MemorySegment saved = arena.allocate(sequence.savedBytes(), 64);
  private final MemorySegment scratch = arena.allocate(sequence.scratchBytes(1), 64);
  private final lockstep.kernels.recurrent.State initial =
      new lockstep.kernels.recurrent.State(before.address(), before.address());
  private final lockstep.kernels.recurrent.State last =
      new lockstep.kernels.recurrent.State(h.address(), c.address());
  private final LstmWeights weights = new LstmWeights(w.address(), u.address(), bias.address());

  /// What a rate is reported of, besides whole passes.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /// Elements of state: reported per nanosecond.
    public double elements;
  }

  private MemorySegment floats(int count) {
    MemorySegment floats = arena.allocate((long) count * Float.BYTES, 64);
    for (int i = 0; i < count; i++) {
      floats.setAtIndex(JAVA_FLOAT, i, (float) (0.1 * random.nextGaussian()));
    }
    return floats;
  }

  /// Leaves gates for the gradient to read.
  @Setup
  public void prepare() {
    lstm();
  }

  @Benchmark
  public void lstmStep(Work work) {
    lstm();
    work.elements += STATE;
  }

  private void lstm() {
    lstm.run(
        alone,
        0,
        0,
        pre.address(),
        0,
        bias.address(),
        before.address(),
        before.address(),
        h.address(),
        c.address(),
        gates.address());
  }

  @Benchmark
  public void lstmStepGradient(Work work) {
    lstmGradient.run(
        alone,
        0,
        0,
        before.address(),
        0,
        before.address(),
        gates.address(),
        before.address(),
        c.address(),
        dGates.address(),
        dh.address(),
        dc.address());
    work.elements += STATE;
  }

  @Benchmark
  public void gruStep(Work work) {
    gru.run(
        alone,
        0,
        0,
        pre.address(),
        pre.address(),
        bias.address(),
        bias.address(),
        before.address(),
        h.address(),
        gates.address());
    work.elements += STATE;
  }

  @Benchmark
  public void lstmSequence(Work work) {
    sequence.run(
        alone,
        x.address(),
        0,
        initial,
        weights,
        y.address(),
        last,
        saved.address(),
        scratch.address());
    work.elements += (double) TIME * STATE;
  }
}
