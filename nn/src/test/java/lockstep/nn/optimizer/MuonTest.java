package lockstep.nn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lockstep.kernels.Parallel;
import lockstep.kernels.update.Rule;
import lockstep.nn.Model;
import lockstep.nn.Recipe;
import lockstep.nn.TrainStep;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Value;
import lockstep.nn.graph.Variable;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.plan.Planner;
import lockstep.nn.plan.rewrite.Rewrites;
import lockstep.nn.run.Check;
import lockstep.nn.run.Interpreter;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.run.Variables;
import lockstep.nn.run.reference.Doubles;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MuonTest {

  private static final Parallel ONE = Parallel.of(1, Parallel.Idle.SLEEP);
  private static final double RATE = 0.0625;
  private static final String P = "p";

  /// The graph of one update of the parameter `p` from the input `g`.
  private static Graph graph(Optimizer optimizer, Shape shape) {
    var g = new GraphBuilder(Mode.TRAIN, 1);
    Value parameter = g.parameter(P, shape, new Initializer.Normal(0, 1));
    Value gradient = g.input("g", DType.FLOAT32, shape);
    optimizer.lower(g, new LinkedHashMap<>(Map.of(parameter, gradient)), 1);
    return Rewrites.apply(g.build(), Mode.TRAIN);
  }

  private static float[] numbers(int count, long seed) {
    var random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /// The formulas of {@link Muon}, one matrix at a time.
  private static final class Plain {
    private final Muon muon;
    private final double[][] weights;
    private final double[][] velocity;

    Plain(Muon muon, double[][] weights) {
      this.muon = muon;
      this.weights = weights;
      velocity = new double[weights.length][weights[0].length];
    }

    void step(double[][] gradient) {
      int rows = weights.length;
      int columns = weights[0].length;
      double[][] x = new double[rows][columns];
      double squares = 0;
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          double mu = muon.momentum();
          velocity[i][j] = mu * velocity[i][j] + (1 - mu) * gradient[i][j];
          x[i][j] = mu * velocity[i][j] + (1 - mu) * gradient[i][j];
          squares += x[i][j] * x[i][j];
        }
      }
      x = sum(1 / Math.sqrt(squares), x, 0, x);
      for (int step = 0; step < 5; step++) {
        double[][] a = product(x, transposed(x));
        double[][] b = sum(-4.7750, a, 2.0315, product(a, a));
        x = sum(3.4445, x, 1, product(b, x));
      }
      double size = 0.2 * Math.sqrt(Math.max(rows, columns));
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          weights[i][j] -= RATE * (muon.weightDecay() * weights[i][j] + size * x[i][j]);
        }
      }
    }

    private static double[][] product(double[][] a, double[][] b) {
      double[][] c = new double[a.length][b[0].length];
      for (int i = 0; i < a.length; i++) {
        for (int j = 0; j < b[0].length; j++) {
          for (int k = 0; k < b.length; k++) {
            c[i][j] += a[i][k] * b[k][j];
          }
        }
      }
      return c;
    }

    private static double[][] transposed(double[][] a) {
      double[][] t = new double[a[0].length][a.length];
      for (int i = 0; i < a.length; i++) {
        for (int j = 0; j < a[0].length; j++) {
          t[j][i] = a[i][j];
        }
      }
      return t;
    }

    private static double[][] sum(double a, double[][] x, double b, double[][] y) {
      double[][] sum = new double[x.length][x[0].length];
      for (int i = 0; i < x.length; i++) {
        for (int j = 0; j < x[0].length; j++) {
          sum[i][j] = a * x[i][j] + b * y[i][j];
        }
      }
      return sum;
    }
  }

  private static double[][] matrix(float[] numbers, int columns) {
    double[][] matrix = new double[numbers.length / columns][columns];
    for (int i = 0; i < numbers.length; i++) {
      matrix[i / columns][i % columns] = numbers[i];
    }
    return matrix;
  }

  static List<Shape> matrices() {
    return List.of(
        Shape.of(5, 5),
        Shape.of(4, 9),
        Shape.of(17, 6),
        Shape.of(2, 3),
        Shape.of(3, 3, 2, 7),
        Shape.of(1, 3, 2, 16));
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void both_executors_follow_the_formula_for_many_steps(Shape shape) {
    var muon = new Muon(0.9, 0.1);
    Graph graph = graph(Optimizer.adamW(1, 0).with(muon), shape);
    var variables = new Variables(3);
    var runner = new PlanRunner(Planner.plan(graph, 1, 1), variables, ONE);
    Map<String, Doubles> doubles = new LinkedHashMap<>(Interpreter.copy(graph, variables));
    var interpreter = new Interpreter(graph, 1, doubles);
    float[] first = variables.get(P).toArray();
    var plain = new Plain(muon, matrix(first, shape.size(-1)));
    for (int step = 1; step <= 10; step++) {
      Tensor gradient = Tensor.of(shape, numbers(first.length, step));
      runner.input("g").set(gradient);
      runner.input(Optimizer.RATE).set(0, (float) RATE);
      runner.input(Optimizer.UPDATE).setInt(step);
      runner.run();
      interpreter.run(
          Map.of(
              "g",
              Interpreter.doubles(gradient),
              Optimizer.RATE,
              Doubles.same(RATE, Shape.scalar()),
              Optimizer.UPDATE,
              Doubles.same(step, Shape.scalar())));
      plain.step(matrix(gradient.toArray(), shape.size(-1)));
    }
    double[] expected = Arrays.stream(plain.weights).flatMapToDouble(Arrays::stream).toArray();
    float[] found = variables.get(P).toArray();
    Doubles inDouble = doubles.get(P);
    assertThat(inDouble).isNotNull();
    for (int i = 0; i < found.length; i++) {
      // The five steps make small directions up to 500 times larger, and their rounding with them.
      assertThat((double) found[i]).isCloseTo(expected[i], within(2e-4));
      if (inDouble != null) {
        // Constants of a graph are floats.
        assertThat(inDouble.values()[i]).isCloseTo(expected[i], within(1e-5));
      }
    }
    assertThat(found).isNotEqualTo(first);
  }

  private static float[] change(Optimizer optimizer, Shape shape, float... gradient) {
    Graph graph = graph(optimizer, shape);
    var variables = new Variables(3);
    var runner = new PlanRunner(Planner.plan(graph, 1, 1), variables, ONE);
    float[] before = variables.get(P).toArray();
    runner.input("g").set(gradient);
    runner.input(Optimizer.RATE).set(0, 1);
    runner.input(Optimizer.UPDATE).setInt(1);
    runner.run();
    float[] after = variables.get(P).toArray();
    for (int i = 0; i < after.length; i++) {
      after[i] -= before[i];
    }
    return after;
  }

  @Test
  void directions_of_any_size_become_alike() {
    float[] change = change(Optimizer.muon(1, 0), Shape.of(3, 3), 100, 0, 0, 0, -7, 0, 0, 0, 1);
    float size = (float) (0.2 * Math.sqrt(3));
    for (int i = 0; i < 9; i++) {
      float expected = new int[] {-1, 0, 0, 0, 1, 0, 0, 0, -1}[i] * size;
      assertThat(change[i]).isCloseTo(expected, within(0.35f * size));
    }
  }

  @Test
  void how_large_a_gradient_is_counts_for_nothing_nor_does_its_clipping() {
    float[] gradient = numbers(12, 1);
    float[] larger = numbers(12, 1);
    for (int i = 0; i < larger.length; i++) {
      larger[i] *= 1024;
    }
    Shape shape = Shape.of(3, 4);
    float[] expected = change(Optimizer.muon(1, 0), shape, gradient);
    float[] clipped = change(Optimizer.muon(1, 0).clipped(1), shape, gradient);
    assertThat(change(Optimizer.muon(1, 0), shape, larger)).isEqualTo(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(clipped[i]).isCloseTo(expected[i], within(1e-4f));
    }
  }

  @Test
  void no_gradient_changes_nothing() {
    assertThat(change(Optimizer.muon(1, 0), Shape.of(2, 2), 0, 0, 0, 0)).containsOnly(0);
  }

  @Test
  void what_is_no_matrix_or_in_a_group_follows_its_rule() {
    Optimizer muon = Optimizer.muon(1, 0);
    for (Shape shape : List.of(Shape.of(4), Shape.of(1, 4), Shape.of(4, 1), Shape.of(1, 1, 4))) {
      assertThat(change(muon, shape, 1, -2, 3, -4))
          .as("%s", shape)
          .isEqualTo(change(Optimizer.adamW(1, 0), shape, 1, -2, 3, -4));
    }
    Shape matrix = Shape.of(2, 2);
    assertThat(change(muon.with(P, new Rule.Sgd(0)), matrix, 1, -2, 3, -4))
        .isEqualTo(change(Optimizer.sgd(1), matrix, 1, -2, 3, -4));
    assertThat(graph(muon, matrix).variables())
        .extracting(Variable::name)
        .containsExactly(P, "optimizer.p.state1");
  }

  @Test
  void settings_out_of_range_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Muon(1, 0))
        .withMessage("Muon.momentum: expected a number from 0 to below 1, got 1.0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Muon(0.9, Double.NaN))
        .withMessage("Muon.weightDecay: expected a finite number, 0 or more, got NaN.");
  }

  private static TrainStep training(int threads, int batches) {
    var network =
        Sequential.of(
            new Conv2d(6, 3), Function.relu(), new Flatten(), new Dense(16), new Dense(3));
    Model model =
        Model.of(
            network,
            DType.FLOAT32,
            Shape.of(6, 6, 2),
            5,
            Parallel.of(threads, Parallel.Idle.SLEEP));
    var optimizer =
        Optimizer.muon(0.02, 0.01).with("4.*", new Rule.AdamW(0.9, 0.95, 1e-8, 0)).clipped(1);
    return model.trainStep(Recipe.of(new CrossEntropy(), optimizer).accumulate(batches));
  }

  private static float learn(TrainStep step, int batch) {
    Tensor labels = Tensor.zeros(Shape.of(12), DType.INT32);
    float[] pixels = numbers(12 * 72, batch);
    for (int i = 0; i < 12; i++) {
      labels.set(i, i % 3);
      // Brighter in one row of the image for each class.
      for (int j = 0; j < 12; j++) {
        pixels[i * 72 + i % 3 * 24 + j] += 1;
      }
    }
    return step.run(Tensor.of(Shape.of(12, 6, 6, 2), pixels), labels);
  }

  @Test
  void a_small_network_learns_with_the_same_bits_for_all_threads() {
    TrainStep one = training(1, 1);
    TrainStep three = training(3, 1);
    float first = learn(one, 0);
    assertThat(learn(three, 0)).isEqualTo(first);
    float last = first;
    for (int batch = 1; batch < 60; batch++) {
      last = learn(one, batch);
      assertThat(learn(three, batch)).isEqualTo(last);
    }
    assertThat(last).isLessThan(first / 4);
  }

  @Test
  void a_step_agrees_with_the_interpreter_node_by_node() {
    TrainStep step = training(2, 1);
    learn(step, 0);
    learn(step, 1);
    assertThat(Check.differences(step.runner(12), 1e-4)).isEmpty();
  }

  @Test
  void gradients_of_several_batches_make_one_update() {
    TrainStep step = training(1, 2);
    learn(step, 0);
    learn(step, 1);
    learn(step, 2);
    assertThat(step.updates()).isEqualTo(1);
  }
}
