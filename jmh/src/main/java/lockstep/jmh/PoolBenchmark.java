package lockstep.jmh;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lockstep.kernels.Parallel;
import lockstep.kernels.pool.AveragePool;
import lockstep.kernels.pool.AveragePoolGradient;
import lockstep.kernels.pool.MaxPool;
import lockstep.kernels.pool.MaxPoolGradient;
import lockstep.kernels.pool.PoolShape;
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

/// Pooling of 32 images of 28 × 28 × 64, on one thread, in elements of the input a nanosecond.
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
public class PoolBenchmark {

  private static final long SEED = 20_261_121;

  /// Rows and columns of a window, every second of which counts.
  @Param({"2", "3"})
  int window = 2;

  private final Parallel parallel = Parallel.of(1, Parallel.Idle.SLEEP);
  private PoolShape shape = PoolShape.tiled(1, 2, 2, 1, 2);
  private MaxPool max = MaxPool.of(shape);
  private MaxPoolGradient maxGradient = MaxPoolGradient.of(shape);
  private AveragePool average = AveragePool.of(shape);
  private AveragePoolGradient averageGradient = AveragePoolGradient.of(shape);
  private MemorySegment in = MemorySegment.NULL;
  private MemorySegment out = MemorySegment.NULL;
  private MemorySegment indices = MemorySegment.NULL;
  private MemorySegment back = MemorySegment.NULL;

  /// What a rate is reported of, besides whole passes.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /// Elements of the input: reported per nanosecond.
    public double elements;
  }

  /// Draws the images.
  @Setup
  public void prepare() {
    shape = PoolShape.square(32, 28, 28, 64, window, 2, window / 3);
    max = MaxPool.of(shape);
    maxGradient = MaxPoolGradient.of(shape);
    average = AveragePool.of(shape);
    averageGradient = AveragePoolGradient.of(shape);
    var random = new Random(SEED);
    Arena arena = Arena.ofAuto();
    in = arena.allocate(shape.inputSize() * Float.BYTES, 64);
    back = arena.allocate(shape.inputSize() * Float.BYTES, 64);
    out = arena.allocate(shape.outputSize() * Float.BYTES, 64);
    indices = arena.allocate(shape.outputSize() * Integer.BYTES, 64);
    for (long i = 0; i < shape.inputSize(); i++) {
      in.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
    }
    max.run(parallel, in.address(), out.address(), indices.address());
  }

  @Benchmark
  public void max(Work work) {
    max.run(parallel, in.address(), out.address(), indices.address());
    work.elements += shape.inputSize();
  }

  @Benchmark
  public void maxGradient(Work work) {
    maxGradient.run(parallel, out.address(), indices.address(), back.address());
    work.elements += shape.inputSize();
  }

  @Benchmark
  public void average(Work work) {
    average.run(parallel, in.address(), out.address());
    work.elements += shape.inputSize();
  }

  @Benchmark
  public void averageGradient(Work work) {
    averageGradient.run(parallel, out.address(), back.address());
    work.elements += shape.inputSize();
  }
}
