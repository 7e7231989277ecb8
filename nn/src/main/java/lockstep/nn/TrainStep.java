package lockstep.nn;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import lockstep.kernels.Parallel;
import lockstep.nn.gradient.Gradient;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.graph.Variable;
import lockstep.nn.loss.Loss;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.plan.Planner;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.run.Variables;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Tensor;

/// Training, one step at a time: forward, loss, gradients and update in one plan.
///
/// Where several batches make an update there are two plans: one adds its gradients to a sum, the
/// other does too, and then updates.
public final class TrainStep {

  /// The output that holds the loss.
  public static final String LOSS = "loss";

  /// What becomes of the gradients of a batch.
  enum Part {
    /// They are added up for a later update.
    GATHER,
    /// They, and what was added up before, update the parameters.
    UPDATE;

    /// Adds gradients, and what becomes of them, to a graph.
    void lower(GraphBuilder g, Value loss, Recipe recipe) {
      List<Value> parameters =
          g.variables().stream()
              .filter(v -> v.role() == Variable.Role.PARAMETER && recipe.learns(v.name()))
              .map(v -> g.variable(v.name()))
              .toList();
      SequencedMap<Value, Value> gradients = new LinkedHashMap<>(Gradient.of(g, loss, parameters));
      if (recipe.accumulation() == 1) {
        recipe.optimizer().lower(g, gradients, 1);
        return;
      }
      gradients.replaceAll((parameter, gradient) -> sum(g, parameter, gradient));
      if (this == UPDATE) {
        recipe.optimizer().lower(g, gradients, 1.0 / recipe.accumulation());
        gradients.values().forEach(sum -> g.add(new UpdateOp.Clear(), List.of(sum)));
      }
    }

    private static Value sum(GraphBuilder g, Value parameter, Value gradient) {
      String name = ((LeafOp.Variable) parameter.node().op()).name();
      Value sum =
          g.at(
              "accumulated",
              () ->
                  g.variable(
                      name,
                      DType.FLOAT32,
                      parameter.shape(),
                      Variable.Role.OPTIMIZER,
                      Initializer.zeros()));
      g.at(name, () -> g.add(new UpdateOp.Accumulate(), List.of(sum, gradient)));
      return sum;
    }
  }

  /// A plan: what it is for, and its batch size.
  private record Key(Part part, int batch) {}

  private final Function<Part, Graph> graphs;
  private final Recipe recipe;
  private final Variables variables;
  private final Parallel parallel;
  private final Map<Part, Graph> made = new HashMap<>();
  private final Map<Key, PlanRunner> runners = new HashMap<>();
  private long step;

  TrainStep(Function<Part, Graph> graphs, Recipe recipe, Variables variables, Parallel parallel) {
    this.graphs = graphs;
    this.recipe = recipe;
    this.variables = variables;
    this.parallel = parallel;
    variables.require(graph(Part.UPDATE));
  }

  /// {@return the graph of a step that updates}
  public Graph graph() {
    return graph(Part.UPDATE);
  }

  private Graph graph(Part part) {
    return made.computeIfAbsent(part, graphs);
  }

  /// {@return how many batches were learnt from}
  public long steps() {
    return step;
  }

  /// {@return how many updates were made}
  public long updates() {
    return step / recipe.accumulation();
  }

  /// {@return the runner of the next step, for a batch of that size: write its inputs {@link
  /// Model#INPUT} and {@link Loss#TARGET}, then call {@link #run(PlanRunner)}}
  public PlanRunner runner(int batch) {
    boolean updates = (step + 1) % recipe.accumulation() == 0;
    return runners.computeIfAbsent(
        new Key(updates ? Part.UPDATE : Part.GATHER, batch),
        key ->
            new PlanRunner(
                Planner.plan(graph(key.part()), key.batch(), parallel.threads()),
                variables,
                parallel));
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

  /// Learns from what is in the inputs of the {@link #runner(int)} of this step.
  ///
  /// @return the loss before the update
  public float run(PlanRunner runner) {
    step++;
    if (runner.hasInput(GraphBuilder.STEP)) {
      runner.input(GraphBuilder.STEP).setInt(Math.toIntExact(step));
    }
    if (runner.hasInput(Optimizer.UPDATE)) {
      runner.input(Optimizer.UPDATE).setInt(Math.toIntExact(updates()));
      runner.input(Optimizer.RATE).set(0, (float) recipe.optimizer().schedule().at(updates()));
    }
    runner.run();
    return runner.output(LOSS).get(0);
  }
}
