package lockstep.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lockstep.kernels.Parallel;
import lockstep.kernels.update.GlobalNorm;
import lockstep.kernels.update.Rule;
import lockstep.kernels.update.Update;
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

/// Updates of 16M parameters on one thread, in bytes a nanosecond beside a copy's.
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
public class UpdateBenchmark {

  private static final long SEED = 20_261_121;

  /// The parameters.
  @Param("16777216")
  int count = 1 << 24;

  private final Parallel alone = Parallel.of(1, Parallel.Idle.SPIN);
  private final MemorySegment[] tensors = new MemorySegment[4];
  private final long[] gradients = new long[1];
  private Update adam = Update.of(new Rule.Adam(0.9, 0.999, 1e-8, 0), 0);
  private Update sgd = Update.of(new Rule.Sgd(0), 0);
  private GlobalNorm norm = GlobalNorm.of();
  private MemorySegment scratch = MemorySegment.NULL;
  private long step = 1;

  /// What a rate is reported of, besides whole passes.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /// Bytes read and written: reported per nanosecond.
    public double bytes;
  }

  /// Draws parameters, gradients and states.
  @Setup
  public void prepare() {
    var random = new Random(SEED);
    Arena arena = Arena.ofAuto();
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = arena.allocate((long) count * Float.BYTES, 64);
      for (int j = 0; j < count; j++) {
        tensors[i].setAtIndex(JAVA_FLOAT, j, random.nextFloat());
      }
    }
    gradients[0] = tensors[1].address();
    adam = Update.of(new Rule.Adam(0.9, 0.999, 1e-8, 0), count);
    sgd = Update.of(new Rule.Sgd(0), count);
    norm = GlobalNorm.of(count);
    scratch = arena.allocate(norm.scratchBytes() + 2 * Float.BYTES, 64);
  }

  @Benchmark
  public void adam(Work work) {
    update(adam);
    work.bytes += 7.0 * Float.BYTES * count;
  }

  @Benchmark
  public void sgd(Work work) {
    update(sgd);
    work.bytes += 3.0 * Float.BYTES * count;
  }

  private void update(Update update) {
    update.run(
        alone,
        step++,
        1e-3,
        0,
        tensors[0].address(),
        tensors[1].address(),
        tensors[2].address(),
        tensors[3].address());
  }

  @Benchmark
  public void norm(Work work) {
    long out = scratch.address() + norm.scratchBytes();
    norm.run(alone, gradients, 1, 1, out, out + Float.BYTES, scratch.address());
    work.bytes += (double) Float.BYTES * count;
  }

  @Benchmark
  public void copy(Work work) {
    tensors[3].copyFrom(tensors[2]);
    work.bytes += 2.0 * Float.BYTES * count;
  }
}
