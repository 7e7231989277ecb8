package lockstep.nn;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import lockstep.kernels.Parallel;
import lockstep.nn.gradient.Gradient;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;
import lockstep.nn.graph.Variable;
import lockstep.nn.loss.Loss;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.optimizer.Schedule;
import lockstep.nn.plan.Planner;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.run.Variables;
import lockstep.nn.tensor.Tensor;

/// One step of training: forward, loss, gradients and update in one plan.
public final class TrainStep {

  /// The output that holds the loss.
  public static final String LOSS = "loss";

  private final Graph graph;
  private final Schedule schedule;
  private final Variables variables;
  private final Parallel parallel;
  private final Map<Integer, PlanRunner> runners = new HashMap<>();
  private long step;

  TrainStep(Graph graph, Schedule schedule, Variables variables, Parallel parallel) {
    this.graph = graph;
    this.schedule = schedule;
    this.variables = variables;
    this.parallel = parallel;
    variables.require(graph);
  }

  /// Adds gradients and updates to a graph: for every parameter that none of the globs freezes.
  static void learn(GraphBuilder g, Value loss, Optimizer optimizer, List<String> frozen) {
    List<Value> parameters =
        g.variables().stream()
            .filter(v -> v.role() == Variable.Role.PARAMETER)
            .filter(v ->
                frozen.stream()
                    .noneMatch(glob -> new Optimizer.Group(glob, optimizer.rule()).fits(v.name())))
            .map(v -> g.variable(v.name()))
            .toList();
    SequencedMap<Value, Value> gradients = new LinkedHashMap<>(Gradient.of(g, loss, parameters));
    optimizer.lower(g, gradients);
  }

  /// {@return the graph of a step}
  public Graph graph() {
    return graph;
  }

  /// {@return how many steps were made}
  public long steps() {
    return step;
  }

  /// {@return the runner for batches of that size}
  public PlanRunner runner(int batch) {
    return runners.computeIfAbsent(
        batch,
        size -> new PlanRunner(Planner.plan(graph, size, parallel.threads()), variables, parallel));
  }

  /// Learns from a batch.
  ///
  /// @param input first axis the examples
  /// @param target what the network should say of them
  /// @return the loss before the update
  public float run(Tensor input, Tensor target) {
    PlanRunner runner = runner(input.shape().size(0));
    runner.input(Model.INPUT).set(input);
    runner.input(Loss.TARGET).set(target);
    return run(runner);
  }

  /// Learns from what is in the inputs of a runner of this step.
  ///
  /// @return the loss before the update
  public float run(PlanRunner runner) {
    step++;
    if (runner.hasInput(GraphBuilder.STEP)) {
      runner.input(GraphBuilder.STEP).setInt(Math.toIntExact(step));
    }
    if (runner.hasInput(Optimizer.RATE)) {
      runner.input(Optimizer.RATE).set(0, (float) schedule.at(step));
    }
    runner.run();
    return runner.output(LOSS).get(0);
  }
}
