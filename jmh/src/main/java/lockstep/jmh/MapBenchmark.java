package lockstep.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lockstep.kernels.map.Unary;
import lockstep.kernels.map.UnaryReference;
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

/// Functions of one element over 16K floats in L2, on one thread, in elements a nanosecond.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-XX:+UnlockDiagnosticVMOptions",
      "-XX:CompileCommand=quiet"
    })
public class MapBenchmark {

  private static final long SEED = 20_261_121;
  private static final int COUNT = 1 << 14;

  /// The function.
  @Param Unary function = Unary.EXP;

  private MemorySegment in = MemorySegment.NULL;
  private MemorySegment out = MemorySegment.NULL;

  /// What a rate is reported of, besides whole passes.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Work {
    /// Elements: reported per nanosecond.
    public double elements;
  }

  /// Draws the arguments: normal, four wide, as a layer's outputs before their activation.
  @Setup
  public void prepare() {
    var random = new Random(SEED);
    Arena arena = Arena.ofAuto();
    in = arena.allocate((long) COUNT * Float.BYTES, 64);
    out = arena.allocate((long) COUNT * Float.BYTES, 64);
    for (int i = 0; i < COUNT; i++) {
      in.setAtIndex(JAVA_FLOAT, i, (float) (4 * random.nextGaussian()));
    }
  }

  @Benchmark
  public void apply(Work work) {
    Unary.apply(function, in.address(), out.address(), COUNT);
    work.elements += COUNT;
  }

  /// Checks every element of the last pass.
  @TearDown
  public void verify() {
    for (int i = 0; i < COUNT; i++) {
      float x = in.getAtIndex(JAVA_FLOAT, i);
      float expected = UnaryReference.apply(function, x);
      float found = out.getAtIndex(JAVA_FLOAT, i);
      if (Float.compare(found, expected) != 0) {
        throw new IllegalStateException(
            function + "(" + x + "): expected " + expected + ", got " + found + ".");
      }
    }
  }
}
