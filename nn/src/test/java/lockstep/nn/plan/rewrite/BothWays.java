package lockstep.nn.plan.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import lockstep.kernels.Parallel;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.plan.Planner;
import lockstep.nn.run.Interpreter;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.run.Variables;
import lockstep.nn.run.reference.Doubles;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.assertj.core.data.Offset;

/// Runs a graph before and after a rewrite, by both executors, for two steps.
final class BothWays {

  private static final int BATCH = 3;
  private static final int STEPS = 2;
  private static final Parallel TWO = Parallel.of(2, Parallel.Idle.SLEEP);

  private BothWays() {}

  /// All four ways make the same outputs and variables, but for rounding.
  static void expectSame(Graph original, Graph rewritten) {
    Map<String, Doubles> expected = interpreted(original);
    expectClose(interpreted(rewritten), expected, 1e-9);
    expectClose(doubles(planned(original)), expected, 2e-4);
    expectClose(doubles(planned(rewritten)), expected, 2e-4);
  }

  /// Moreover the plans agree to the bit.
  static void expectSameBits(Graph original, Graph rewritten) {
    expectSame(original, rewritten);
    Map<String, Tensor> expected = planned(original);
    planned(rewritten)
        .forEach((name, found) ->
            assertThat(found.memory().mismatch(Objects.requireNonNull(expected.get(name)).memory()))
                .as("first byte of %s that differs", name)
                .isEqualTo(-1));
  }

  private static void expectClose(
      Map<String, Doubles> found, Map<String, Doubles> expected, double tolerance) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((name, doubles) -> {
      double[] wanted = Objects.requireNonNull(expected.get(name)).values();
      double largest = 1;
      for (double each : wanted) {
        largest = Math.max(largest, Math.abs(each));
      }
      assertThat(doubles.values())
          .as(name)
          .containsExactly(wanted, Offset.offset(tolerance * largest));
    });
  }

  private static Map<String, Doubles> interpreted(Graph graph) {
    var variables = new Variables(5);
    variables.require(graph);
    Map<String, Doubles> state = Interpreter.copy(graph, variables);
    var interpreter = new Interpreter(graph, BATCH, state);
    var all = new LinkedHashMap<String, Doubles>();
    for (int step = 1; step <= STEPS; step++) {
      var inputs = new LinkedHashMap<String, Doubles>();
      inputs(graph, step).forEach((name, tensor) -> inputs.put(name, Interpreter.doubles(tensor)));
      all.putAll(interpreter.run(inputs));
    }
    state.forEach((name, doubles) -> all.put("variable " + name, doubles));
    return all;
  }

  private static Map<String, Tensor> planned(Graph graph) {
    var variables = new Variables(5);
    var runner = new PlanRunner(Planner.plan(graph, BATCH, 2), variables, TWO);
    for (int step = 1; step <= STEPS; step++) {
      inputs(graph, step).forEach((name, tensor) -> runner.input(name).set(tensor));
      runner.run();
    }
    var all = new LinkedHashMap<String, Tensor>();
    graph.outputs().keySet().forEach(name -> all.put(name, runner.output(name)));
    graph.variables().forEach(v -> all.put("variable " + v.name(), variables.get(v.name())));
    return all;
  }

  private static Map<String, Doubles> doubles(Map<String, Tensor> tensors) {
    var doubles = new LinkedHashMap<String, Doubles>();
    tensors.forEach((name, tensor) -> doubles.put(name, Interpreter.doubles(tensor)));
    return doubles;
  }

  private static Map<String, Tensor> inputs(Graph graph, int step) {
    var inputs = new LinkedHashMap<String, Tensor>();
    graph
        .inputs()
        .forEach((name, value) -> {
          Shape shape = value.shape().at(BATCH);
          Tensor tensor = Tensor.zeros(shape, value.dtype());
          var random = new Random(name.hashCode() + step);
          for (int i = 0; i < tensor.count(); i++) {
            tensor.set(
                i, value.dtype() == DType.INT32 ? random.nextInt(2) : random.nextFloat(-1, 1));
          }
          if (name.equals(GraphBuilder.STEP)) {
            tensor.setInt(step);
          } else if (shape.equals(Shape.scalar())) {
            tensor.set(0, 0.1f); // a learning rate
          }
          inputs.put(name, tensor);
        });
    return inputs;
  }
}
