package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.kernels.Parallel;
import lockstep.nn.gradient.Gradient;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Value;
import lockstep.nn.graph.Variable;
import lockstep.nn.layer.Layer;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.loss.Loss;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.plan.Planner;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import lockstep.nn.zoo.SequenceZoo;
import lockstep.nn.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The zoo against PyTorch, from the same weights and data.
///
/// The fixtures hold what PyTorch says in double, and by how much its own run in float32 is off:
/// that is what rounding does to this network, a bound that no estimate from sizes and depth comes
/// near. Our run rounds as often but adds in another order, so it may be off by as much in another
/// direction; {@link #ROOM} is the room between the largest of two such sets of errors. Where
/// PyTorch happens to be nearer than one rounding of the result, that rounding counts. (PyTorch
/// adds up the gradients of batch norms in double: there the fixture has the error of a float32
/// sum.)
class GoldenTest {

  /// Between errors of the same size: the least bound that holds for all networks is 0.65 of it.
  private static final double ROOM = 4;

  /// Half the distance from 1 to the next float.
  private static final double ROUNDING = 0x1p-24;

  private static final Path README = Path.of("src/test/golden/README.md");
  private static final Parallel PARALLEL = Parallel.ofThisMachine();

  static final List<String> NETWORKS =
      List.of("mlp", "lenet", "resnet20", "lstm", "gru", "chargpt", "encoder");

  static final List<String> OPTIMIZERS = List.of("momentum", "adam", "adamw");

  private static Layer network(String name) {
    return switch (name) {
      case "mlp" -> Zoo.mlp();
      case "lenet" -> Zoo.lenet();
      case "resnet20" -> Zoo.resnet20();
      case "lstm" -> SequenceZoo.lstm();
      case "gru" -> SequenceZoo.gru();
      case "chargpt" -> SequenceZoo.charGpt();
      case "encoder" -> SequenceZoo.encoder(65, 16, 64, 10);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Optimizer optimizer(String name, double rate) {
    return switch (name) {
      case "momentum" -> Optimizer.momentum(rate, 0.9, 0);
      case "adam" -> Optimizer.adam(rate);
      case "adamw" -> Optimizer.adamW(rate, 0.1);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /// A network with the weights of the formula, and its data.
  private record Case(Golden golden, Model model, DType dtype, Shape input, boolean everyToken) {

    static Case of(String name) throws IOException {
      Golden golden = Golden.of(name);
      DType dtype = name.equals("chargpt") || name.equals("encoder") ? DType.INT32 : DType.FLOAT32;
      Shape input = Shape.of(golden.words("batch").stream().mapToInt(Integer::parseInt).toArray());
      Model model = Model.of(network(name), dtype, input.without(0), 0, PARALLEL);
      GoldenFormula.begin(model.variables());
      return new Case(golden, model, dtype, input, name.equals("chargpt"));
    }

    int batch() {
      return input.size(0);
    }

    Tensor inputAt(int step) {
      return GoldenFormula.input(dtype, input, step);
    }

    Tensor targetAt(int step) {
      int classes = everyToken ? 65 : 10;
      return GoldenFormula.target(everyToken ? input : Shape.of(batch()), classes, step);
    }
  }

  @ParameterizedTest
  @FieldSource("NETWORKS")
  void logits_gradients_and_running_statistics_are_those_of_pytorch(String network)
      throws IOException {
    Case its = Case.of(network);
    Golden golden = its.golden();
    PlanRunner runner = forwardAndBack(network, its);
    List<String> names = golden.words("parameters");
    assertThat(parameters(its.model())).containsExactlyInAnyOrderElementsOf(names);

    double[] logits = golden.values("logits");
    double worst =
        excess(
            runner.output(Model.PREDICTION).toArray(),
            logits,
            golden.values("logits.deviation")[0],
            largest(logits));
    assertThat(worst).as("logits: deviation in bounds").isLessThanOrEqualTo(1);
    double worstGradient = 0;
    for (int i = 0; i < names.size(); i++) {
      double share = gradientExcess(golden, names, i, runner.output(names.get(i)).toArray());
      assertThat(share).as(names.get(i) + ": deviation in bounds").isLessThanOrEqualTo(1);
      worstGradient = Math.max(worstGradient, share);
    }
    double worstState = stateExcess(golden, its.model());
    assertThat(worstState).as("running statistics: deviation in bounds").isLessThanOrEqualTo(1);
    System.out.println(
        "%s: largest share of the bound: logits %.2f, gradients %.2f, running statistics %.2f"
            .formatted(network, worst, worstGradient, worstState));
  }

  private static List<String> parameters(Model model) {
    return model.variables().all().values().stream()
        .filter(variable -> variable.role() == Variable.Role.PARAMETER)
        .map(Variable::name)
        .toList();
  }

  /// One run of a graph whose outputs are the logits and the gradient of each parameter.
  private static PlanRunner forwardAndBack(String network, Case its) {
    var g = new GraphBuilder(Mode.TRAIN, 0);
    Value x = g.input(Model.INPUT, its.dtype(), Shape.batch(its.input().without(0).sizes()));
    Value prediction = network(network).lower(g, x);
    Value loss = new CrossEntropy().lower(g, prediction);
    g.output(Model.PREDICTION, prediction);
    List<Value> parameters = parameters(its.model()).stream().map(g::variable).toList();
    Gradient.of(g, loss, parameters)
        .forEach((parameter, gradient) -> g.output(nameOf(g, parameter), gradient));
    var runner =
        new PlanRunner(
            Planner.plan(g.build(), its.batch(), PARALLEL.threads()),
            its.model().variables(),
            PARALLEL);
    runner.input(Model.INPUT).set(its.inputAt(0));
    runner.input(Loss.TARGET).set(its.targetAt(0));
    runner.run();
    return runner;
  }

  private static String nameOf(GraphBuilder g, Value parameter) {
    return g.variables().stream()
        .map(Variable::name)
        .filter(name -> g.variable(name).equals(parameter))
        .findFirst()
        .orElseThrow();
  }

  /// {@return the largest deviation as a share of what is allowed}
  private static double excess(float[] ours, double[] theirs, double theirDeviation, double size) {
    assertThat(ours).hasSameSizeAs(theirs);
    double bound = ROOM * Math.max(theirDeviation, ROUNDING * size);
    return IntStream.range(0, ours.length)
        .mapToDouble(i -> finite(ours[i] - theirs[i]) / bound)
        .max()
        .orElseThrow();
  }

  private static double gradientExcess(
      Golden golden, List<String> names, int parameter, float[] ours) {
    int rows = names.size();
    double[] samples = golden.row("gradient.samples", rows, parameter);
    double[] at = golden.row("gradient.indices", rows, parameter);
    double[] deviations = golden.row("gradient.deviations", rows, parameter);
    float[] sampled = new float[at.length];
    for (int i = 0; i < at.length; i++) {
      sampled[i] = ours[(int) at[i]];
    }
    double norm = golden.values("gradient.norms")[parameter];
    double ofNorm = finite(norm(ours) - norm) / (ROOM * Math.max(deviations[1], ROUNDING * norm));
    return Math.max(ofNorm, excess(sampled, samples, deviations[0], largest(samples)));
  }

  private static double stateExcess(Golden golden, Model model) {
    List<String> names = golden.words("states");
    double worst = 0;
    for (int i = 0; i < names.size(); i++) {
      double norm = golden.values("state.norms")[i];
      double off = finite(norm(model.variables().get(names.get(i)).toArray()) - norm);
      double theirs = golden.values("state.deviations")[i];
      worst = Math.max(worst, off / (ROOM * Math.max(theirs, ROUNDING * norm)));
    }
    return worst;
  }

  /// The absolute value; NaN, which `max` may lose, fails every bound as infinity.
  private static double finite(double x) {
    return Double.isNaN(x) ? Double.POSITIVE_INFINITY : Math.abs(x);
  }

  private static double largest(double[] values) {
    return java.util.Arrays.stream(values).map(Math::abs).max().orElseThrow();
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  static final List<String> CURVES =
      NETWORKS.stream()
          .flatMap(network -> OPTIMIZERS.stream().map(optimizer -> network + "," + optimizer))
          .toList();

  @ParameterizedTest
  @FieldSource("CURVES")
  void a_hundred_steps_follow_the_losses_of_pytorch(String curve) throws IOException {
    String network = curve.substring(0, curve.indexOf(','));
    String name = curve.substring(curve.indexOf(',') + 1);
    Case its = Case.of(network);
    double rate = Double.parseDouble(its.golden().words("rates").get(OPTIMIZERS.indexOf(name)));
    TrainStep training = its.model().trainStep(new CrossEntropy(), optimizer(name, rate));
    double[] losses = its.golden().values(name + ".losses");
    double largest = 0;
    double last = 0;
    for (int step = 0; step < losses.length; step++) {
      float loss = training.run(its.inputAt(step), its.targetAt(step));
      last = finite(loss - losses[step]) / losses[step];
      largest = Math.max(largest, last);
    }
    System.out.println(
        "%s %s: off by %.1e at step 100, at most by %.1e".formatted(network, name, last, largest));
    assertThat(last).as("step 100; largest over the curve: %s", largest).isLessThan(1e-3);
  }

  @Test
  void fixtures_are_small_and_have_the_checksums_of_their_readme()
      throws IOException, NoSuchAlgorithmException {
    String readme = Files.readString(README);
    try (Stream<Path> files = Files.list(Golden.FOLDER)) {
      List<Path> fixtures = files.toList();
      assertThat(fixtures).hasSameSizeAs(NETWORKS);
      for (Path fixture : fixtures) {
        byte[] bytes = Files.readAllBytes(fixture);
        byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes);
        assertThat(bytes.length).as(fixture.toString()).isLessThan(50 * 1024);
        assertThat(readme)
            .contains(
                "| %s | %s |".formatted(fixture.getFileName(), HexFormat.of().formatHex(sum)));
      }
    }
  }
}
