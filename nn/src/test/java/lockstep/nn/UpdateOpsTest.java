package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lockstep.kernels.Parallel;
import lockstep.kernels.update.Rule;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.plan.Planner;
import lockstep.nn.run.Interpreter;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.run.Variables;
import lockstep.nn.run.reference.Doubles;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What changes variables, over several steps and in its order; single steps are among the cases.
class UpdateOpsTest {

  private static final Parallel ONE = Parallel.of(1, Parallel.Idle.SLEEP);
  private static final int STEPS = 20;

  private final GraphBuilder g = new GraphBuilder(Mode.TRAIN, 1);

  private Value state(String name, float first) {
    return g.state(name, Shape.of(2), new Initializer.Same(first));
  }

  static List<Rule> rules() {
    return List.of(
        new Rule.Sgd(0.1),
        new Rule.Momentum(0.9, 0.5, 0.1),
        new Rule.Nesterov(0.9, 0.1),
        new Rule.Adam(0.9, 0.99, 1e-8, 0.1),
        new Rule.AdamW(0.9, 0.99, 1e-8, 0.1),
        new Rule.RmsProp(0.9, 1e-8, 0.9, 0.1),
        new Rule.Lion(0.9, 0.99, 0.1));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void both_executors_walk_the_same_way_for_many_steps(Rule rule) {
    Value parameter = state("parameter", 1);
    Value rate = g.input("rate", DType.FLOAT32, Shape.scalar());
    Value gradient = g.affine(2, parameter, -0.5f);
    var operands = new ArrayList<>(List.of(parameter, gradient, rate, g.step()));
    for (int i = 0; i < rule.states(); i++) {
      operands.add(state("state" + i, 0));
    }
    g.add(new UpdateOp.Update(rule, false), operands);
    Graph graph = g.build();
    var variables = new Variables(1);
    var runner = new PlanRunner(Planner.plan(graph, 1, 1), variables, ONE);
    Map<String, Doubles> doubles = new LinkedHashMap<>(Interpreter.copy(graph, variables));
    var interpreter = new Interpreter(graph, 1, doubles);
    runner.input("rate").set(0, 0.01f);
    for (int step = 1; step <= STEPS; step++) {
      runner.input(GraphBuilder.STEP).setInt(step);
      runner.run();
      interpreter.run(
          Map.of(
              "rate",
              Doubles.same(0.01f, Shape.scalar()),
              GraphBuilder.STEP,
              Doubles.same(step, Shape.scalar())));
    }
    double expected = interpreter.value(parameter).values()[0];
    // A rounding or two for each step of numbers near 1, and nothing that makes them larger.
    double bound = 4 * Math.ulp(1f) * STEPS;
    assertThat((double) variables.get("parameter").get(0)).isCloseTo(expected, within(bound));
    assertThat(Math.abs(expected - 1)).isGreaterThan(0.05);
  }

  @Test
  void a_sum_of_gradients_is_used_then_cleared() {
    Value sum = state("sum", 1);
    Value gradient = g.input("gradient", DType.FLOAT32, Shape.of(2));
    g.add(new UpdateOp.Accumulate(), List.of(sum, gradient));
    Value parameter = state("parameter", 10);
    Value rate = g.fill(0.5f, Shape.scalar());
    g.add(new UpdateOp.Update(new Rule.Sgd(0), false), List.of(parameter, sum, rate, g.step()));
    g.add(new UpdateOp.Clear(), List.of(sum));
    var variables = new Variables(1);
    var runner = new PlanRunner(Planner.plan(g.build(), 1, 1), variables, ONE);
    runner.input("gradient").set(2f, 4f);
    runner.input(GraphBuilder.STEP).setInt(1);
    runner.run();
    assertThat(variables.get("parameter").toArray()).containsExactly(8.5f, 7.5f);
    assertThat(variables.get("sum").toArray()).containsExactly(0, 0);
    runner.run();
    assertThat(variables.get("parameter").toArray()).containsExactly(7.5f, 5.5f);
  }

  @Test
  void a_moving_average_follows_the_updated_parameter() {
    Value parameter = state("parameter", 4);
    Value gradient = g.fill(1, Shape.of(2));
    Value rate = g.fill(2, Shape.scalar());
    g.add(
        new UpdateOp.Update(new Rule.Sgd(0), false), List.of(parameter, gradient, rate, g.step()));
    g.add(new UpdateOp.MovingAverage(0.75), List.of(state("shadow", 4), parameter));
    var variables = new Variables(1);
    var runner = new PlanRunner(Planner.plan(g.build(), 1, 1), variables, ONE);
    runner.run();
    assertThat(variables.get("shadow").toArray()).containsExactly(3.5f, 3.5f);
  }

  @Test
  void gradients_are_clipped_by_their_norm_together() {
    Value a = g.input("a", DType.FLOAT32, Shape.of(1));
    Value b = g.input("b", DType.FLOAT32, Shape.of(1));
    Node norm = g.add(new UpdateOp.GlobalNorm(1, 2), List.of(a, b));
    g.output("norm", norm.output(0));
    g.output("scale", norm.output(1));
    var runner = new PlanRunner(Planner.plan(g.build(), 1, 1), new Variables(1), ONE);
    runner.input("a").set(0, 3);
    runner.input("b").set(0, -4);
    runner.run();
    assertThat(runner.output("norm").get(0)).isEqualTo(5);
    assertThat(runner.output("scale").get(0)).isCloseTo(0.4f, within(1e-6f));
    runner.input("a").set(0, 1);
    runner.input("b").set(0, 0);
    runner.run();
    assertThat(runner.output("scale").get(0)).isEqualTo(1);
  }
}
