package lockstep.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lockstep.kernels.Parallel;
import lockstep.kernels.attention.Attention;
import lockstep.kernels.attention.AttentionGradient;
import lockstep.kernels.attention.AttentionShape;
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
import org.openjdk.jmh.annotations.Warmup;

/// Causal attention on one thread. Operations are those of the products over visible keys: two
/// forward, five for the gradient (which does seven), a nanosecond.
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
public class AttentionBenchmark {

  private static final long SEED = 20_261_121;

  /// Where the attention comes from.
  @SuppressWarnings("ImmutableEnumChecker") // a shape is a record of numbers
  public enum Model {
    /// A small character model: batch 12, 4 heads of 32, 64 tokens.
    CHARACTERS(AttentionShape.dense(12, 4, 4, 64, 64, 32, true)),
    /// GPT-2: 12 heads of 64, 1024 tokens.
    GPT2(AttentionShape.dense(1, 12, 12, 1024, 1024, 64, true)),
    /// A token of GPT-2 that is generated after 1023.
    GPT2_TOKEN(AttentionShape.dense(1, 12, 12, 1, 1024, 64, true));

    final AttentionShape shape;

    Model(AttentionShape shape) {
      this.shape = shape;
    }
  }

  /// The model.
  @Param Model model = Model.GPT2;

  private final Parallel parallel = Parallel.of(1, Parallel.Idle.SLEEP);
  private final MemorySegment[] tensors = new MemorySegment[9];
  private MemorySegment scratch = MemorySegment.NULL;
  private Attention attention = Attention.of(model.shape);
  private AttentionGradient gradient = AttentionGradient.of(model.shape);

  /// What a rate is reported of, besides whole passes.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /// Floating-point operations: reported per nanosecond.
    public double operations;
  }

  /// Draws Q, K, V and the gradient of O, and runs forward once for the gradient.
  @Setup
  public void prepare() {
    var random = new Random(SEED);
    Arena arena = Arena.ofAuto();
    var shape = model.shape;
    attention = Attention.of(shape);
    gradient = AttentionGradient.of(shape);
    long floats = (long) shape.batch() * shape.keys() * shape.heads() * shape.headSize();
    for (int t = 0; t < tensors.length; t++) {
      tensors[t] = arena.allocate(floats * Float.BYTES, 64);
      for (long i = 0; i < floats; i++) {
        tensors[t].setAtIndex(JAVA_FLOAT, i, (float) random.nextGaussian());
      }
    }
    scratch = arena.allocate(Math.max(attention.scratchBytes(1), gradient.scratchBytes(1)), 64);
    forward(new Work());
  }

  @Benchmark
  public void forward(Work work) {
    attention.run(parallel, at(0), at(1), at(2), 0, at(3), at(4), scratch.address());
    work.operations += model.shape.operations();
  }

  @Benchmark
  public void gradient(Work work) {
    gradient.run(
        parallel,
        at(0),
        at(1),
        at(2),
        0,
        at(3),
        at(4),
        at(5),
        at(6),
        at(7),
        at(8),
        scratch.address());
    work.operations += 2.5 * model.shape.operations();
  }

  private long at(int tensor) {
    return tensors[tensor].address();
  }
}
