package lockstep.jmh;

import java.util.concurrent.TimeUnit;
import lockstep.kernels.Parallel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to hand a task to the threads, while they are awake.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
@State(Scope.Benchmark)
public class ParallelBenchmark {

  private final Parallel parallel = Parallel.ofThisMachine();
  private final Parallel.Task nothing = (_, _) -> {};

  /// A share for each thread, with nothing to do.
  @Benchmark
  public void emptyTask() {
    parallel.run(parallel.threads(), nothing);
  }
}
