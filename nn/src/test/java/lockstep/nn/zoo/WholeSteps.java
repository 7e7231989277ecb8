package lockstep.nn.zoo;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.TrainStep;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.loss.Loss;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import lockstep.nn.zoo.ZooTest.Exhibit;

/// Trains networks of the zoo in a JVM of its own and prints what came of it: the hash of all
/// parameters, or the bytes that a step allocates.
final class WholeSteps {

  private static final int BATCH = 4;
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private WholeSteps() {}

  static Stream<Exhibit> networks() {
    Shape ten = Shape.of(10);
    Loss loss = new CrossEntropy();
    Shape tokens = Shape.of(16);
    return Stream.concat(
        ZooTest.exhibits(),
        Stream.of(
            new Exhibit("lstm", SequenceZoo.lstm(), DType.FLOAT32, Shape.of(9, 64), ten, loss),
            new Exhibit("gru", SequenceZoo.gru(), DType.FLOAT32, Shape.of(9, 64), ten, loss),
            new Exhibit(
                "chargpt", SequenceZoo.charGpt(), DType.INT32, tokens, Shape.of(16, 65), loss),
            new Exhibit(
                "encoder",
                SequenceZoo.encoder(50, 16, 32, 5),
                DType.INT32,
                tokens,
                Shape.of(5),
                loss)));
  }

  /// Prints what it is asked for.
  ///
  /// @param arguments `bits` and a number of steps, or `bytes`; then the networks. Or `resident`
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("resident")) {
      resident();
      return;
    }
    boolean bits = arguments[0].equals("bits");
    List<String> names = List.of(arguments).subList(bits ? 2 : 1, arguments.length);
    for (Exhibit network : networks().filter(n -> names.contains(n.name())).toList()) {
      if (bits) {
        for (int threads : new int[] {1, 2, 4}) {
          int hash = hash(network, threads, Integer.parseInt(arguments[1]));
          System.out.println("bits " + network.name() + " " + hash);
        }
      } else {
        System.out.println("bytes " + network.name() + " " + bytes(network));
      }
    }
  }

  /// Trains a small network for 200,000 steps and prints the memory of the process on the way.
  private static void resident() throws IOException {
    var small = Sequential.of(new Dense(16), Function.relu(), new Dense(10));
    var network =
        new Exhibit("small", small, DType.FLOAT32, Shape.of(8), Shape.of(10), new CrossEntropy());
    TrainStep training =
        model(network, 2).trainStep(network.loss(), Optimizer.adam(1e-4).clipped(1));
    PlanRunner runner = filled(training, network);
    for (int step = 1; step <= 200_000; step++) {
      training.run(runner);
      if (step % 50_000 == 0) {
        String kilobytes =
            Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .map(line -> line.replaceAll("\\D", ""))
                .findFirst()
                .orElseThrow();
        System.out.println("resident " + step + " " + kilobytes);
      }
    }
  }

  private static int hash(Exhibit network, int threads, int steps) {
    Model model = model(network, threads);
    TrainStep training = model.trainStep(network.loss(), Optimizer.adam(1e-3).clipped(1));
    for (int step = 0; step < steps; step++) {
      training.run(filled(training, network));
    }
    int hash = 0;
    for (String name : model.variables().all().keySet()) {
      float[] numbers = model.variables().get(name).toArray();
      hash = 31 * hash + Arrays.hashCode(numbers);
    }
    return hash;
  }

  private static long bytes(Exhibit network) {
    TrainStep training =
        model(network, 1).trainStep(network.loss(), Optimizer.adam(1e-3).clipped(1));
    PlanRunner runner = filled(training, network);
    var counter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    long begin = System.nanoTime();
    // Compiled code may still be replaced: what counts is that it comes to rest at zero.
    while (least > 0 && System.nanoTime() - begin < PATIENCE_NANOS) {
      long before = counter.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 10; i++) {
        training.run(runner);
      }
      least = Math.min(least, counter.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  private static Model model(Exhibit network, int threads) {
    var parallel = Parallel.of(threads, Parallel.Idle.SLEEP);
    return Model.of(network.network(), network.kind(), network.example(), 3, parallel);
  }

  /// The runner of the next step, its inputs written: other numbers for each step.
  private static PlanRunner filled(TrainStep training, Exhibit network) {
    PlanRunner runner = training.runner(BATCH);
    var random = new Random(training.steps());
    fill(runner.input(Model.INPUT), random, 5);
    fill(runner.input(Loss.TARGET), random, network.says().size(-1) > 1 ? 2 : 1);
    return runner;
  }

  private static void fill(Tensor tensor, Random random, int bound) {
    for (int i = 0; i < tensor.count(); i++) {
      tensor.set(i, tensor.dtype() == DType.INT32 ? random.nextInt(bound) : random.nextFloat());
    }
  }
}
