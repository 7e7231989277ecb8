package lockstep.jmh;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import lockstep.kernels.random.DropoutMask;
import lockstep.kernels.random.Normal;
import lockstep.kernels.random.Permutation;
import lockstep.kernels.random.Philox;
import lockstep.kernels.random.PhiloxVector;
import lockstep.kernels.random.Uniform;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Random numbers for 64K elements on one thread, in elements per nanosecond.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(RandomBenchmark.COUNT)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class RandomBenchmark {

  static final int COUNT = 1 << 16;

  private static final long SEED = 20_261_121;

  private final MemorySegment numbers = Arena.ofAuto().allocate(4L * COUNT, 64);
  private final MemorySegment mask = Arena.ofAuto().allocate(4L * COUNT, 64);
  private final MemorySegment input = Arena.ofAuto().allocate(4L * COUNT, 64);
  private final long out = numbers.address();

  /// Another one in each call, as in training.
  private long stream;

  /// The raw 32-bit words that all others are made of.
  @Benchmark
  public void words() {
    PhiloxVector.words(SEED, stream++, 0, out, COUNT);
  }

  /// The same words one by one.
  @Benchmark
  public int scalarWords() {
    int sum = 0;
    for (int i = 0; i < COUNT; i++) {
      sum += Philox.word(SEED, stream, i);
    }
    stream++;
    return sum;
  }

  @Benchmark
  public void uniform() {
    Uniform.fill(SEED, stream++, 0, -1, 1, out, COUNT);
  }

  @Benchmark
  public void normal() {
    Normal.fill(SEED, stream++, 0, 0, 1, out, COUNT);
  }

  @Benchmark
  public void dropoutMask() {
    DropoutMask.fill(SEED, stream++, 0, 0.5f, out, COUNT);
  }

  @Benchmark
  public void dropoutApplied() {
    DropoutMask.apply(SEED, stream++, 0, 0.5f, input.address(), out, COUNT);
  }

  @Benchmark
  public void permutation() {
    Permutation.fill(SEED, stream++, out, COUNT);
  }

  /// Fills the input of dropout.
  @Setup
  public void prepare() {
    Normal.fill(SEED, -1, 0, 0, 1, input.address(), COUNT);
  }

  /// Checks what the loops compute once compiled: the sums of the words, one by one and many at a
  /// time, and every product of dropout.
  @TearDown
  public void verify() {
    words();
    int sum = 0;
    for (int i = 0; i < COUNT; i++) {
      sum += numbers.getAtIndex(JAVA_INT, i);
    }
    stream--;
    require(sum, scalarWords());
    stream--;
    DropoutMask.fill(SEED, stream, 0, 0.5f, mask.address(), COUNT);
    dropoutApplied();
    for (int i = 0; i < COUNT; i++) {
      require(
          input.getAtIndex(JAVA_FLOAT, i) * mask.getAtIndex(JAVA_FLOAT, i),
          numbers.getAtIndex(JAVA_FLOAT, i));
    }
  }

  private static void require(double expected, double found) {
    if (found != expected) {
      throw new IllegalStateException("expected " + expected + ", got " + found + ".");
    }
  }
}
