package lockstep.nn;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Backend;
import lockstep.nn.gradient.Gradient;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.graph.Variable;
import lockstep.nn.loss.Loss;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.plan.Planner;
import lockstep.nn.plan.rewrite.Rewrites;
import lockstep.nn.run.Check;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.run.Variables;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Tensor;

/// Training, one step at a time: forward, loss, gradients and update in one plan.
///
/// Where several batches make an update there are two plans: one adds its gradients to a sum, the
/// other does too, and then updates. Where parameters begin to learn later, the first updates have
/// plans of their own, without gradients for them.
public final class TrainStep {

  /// The output that holds the loss.
  public static final String LOSS = "loss";

  private static final String AVERAGE = "average";

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
        average(g, gradients.keySet(), recipe.averaging());
        return;
      }
      gradients.replaceAll((parameter, gradient) -> sum(g, parameter, gradient));
      if (this == UPDATE) {
        recipe.optimizer().lower(g, gradients, 1.0 / recipe.accumulation());
        gradients.values().forEach(sum -> g.add(new UpdateOp.Clear(), List.of(sum)));
        average(g, gradients.keySet(), recipe.averaging());
      }
    }

    private static void average(GraphBuilder g, Set<Value> parameters, double keeps) {
      if (keeps > 0) {
        for (Value parameter : parameters) {
          var op = new UpdateOp.MovingAverage(keeps);
          Value average = memory(g, AVERAGE, parameter);
          g.at(AVERAGE, () -> g.add(op, List.of(average, parameter)));
        }
      }
    }

    /// A variable of training, beside a parameter.
    private static Value memory(GraphBuilder g, String what, Value parameter) {
      return g.at(
          what,
          () ->
              g.variable(
                  nameOf(parameter),
                  DType.FLOAT32,
                  parameter.shape(),
                  Variable.Role.OPTIMIZER,
                  Initializer.zeros()));
    }

    private static String nameOf(Value parameter) {
      return ((LeafOp.Variable) parameter.node().op()).name();
    }

    private static Value sum(GraphBuilder g, Value parameter, Value gradient) {
      Value sum = memory(g, "accumulated", parameter);
      String name = nameOf(parameter);
      g.at(name, () -> g.add(new UpdateOp.Accumulate(), List.of(sum, gradient)));
      return sum;
    }
  }

  /// What a graph is for.
  ///
  /// @param thawed whether all learn that ever do
  record Stage(Part part, boolean thawed) {}

  /// A plan: what it is for, and its batch size.
  private record Key(Stage stage, int batch) {}

  private final Function<Stage, Graph> graphs;
  private final Recipe recipe;
  private final Variables variables;
  private final Parallel parallel;
  private final Backend backend;
  private final Map<Stage, Graph> made = new HashMap<>();
  private final Map<Stage, Graph> rewritten = new HashMap<>();
  private final long frozen;
  private final Map<Key, PlanRunner> runners = new HashMap<>();
  private long step;
  private double factor = 1;
  private double rate;
  private long hurried;

  TrainStep(
      Function<Stage, Graph> graphs,
      Recipe recipe,
      Variables variables,
      Parallel parallel,
      Backend backend) {
    this.graphs = graphs;
    this.recipe = recipe;
    this.variables = variables;
    this.parallel = parallel;
    this.backend = backend;
    frozen = recipe.thaw().map(Recipe.Thaw::after).orElse(0L);
    // It has the variables of all others: checkpoints hold them from the beginning.
    variables.require(graph());
  }

  /// {@return the graph of a step that updates, as it was made; plans are made of it rewritten}
  public Graph graph() {
    return graph(new Stage(Part.UPDATE, true));
  }

  private Graph graph(Stage stage) {
    return made.computeIfAbsent(stage, graphs);
  }

  private Graph rewritten(Stage stage) {
    return rewritten.computeIfAbsent(stage, each -> Rewrites.apply(graph(each), Mode.TRAIN));
  }

  /// {@return how many batches were learnt from}
  public long steps() {
    return step;
  }

  /// {@return how many updates were made}
  public long updates() {
    return step / recipe.accumulation();
  }

  /// Goes on as if so many batches had been learnt from: their variables are those of the model.
  public void goOnAfter(long steps) {
    step = steps;
  }

  /// Multiplies all learning rates from now on, such as when progress ends.
  public void scaleRate(double by) {
    factor = by;
  }

  /// An optimizer that counts from 1 again remembers nothing.
  private void forget() {
    for (Variable variable : variables.all().values()) {
      if (variable.role() == Variable.Role.OPTIMIZER
          && variable.name().startsWith(Optimizer.MEMORY + ".")) {
        Tensor memory = variables.get(variable.name());
        memory.set(Tensor.zeros(memory.shape(), memory.dtype()));
      }
    }
  }

  /// Averages begin as their parameters do.
  private void beginAverages() {
    averages().forEach((average, parameter) -> average.set(parameter));
  }

  /// Exchanges parameters with their moving averages, if there are any: to judge these, or to go on
  /// learning.
  public void swapAverages() {
    averages()
        .forEach((average, parameter) -> {
          Tensor copy = Tensor.zeros(parameter.shape(), parameter.dtype());
          copy.set(parameter);
          parameter.set(average);
          average.set(copy);
        });
  }

  private Map<Tensor, Tensor> averages() {
    var averages = new LinkedHashMap<Tensor, Tensor>();
    if (recipe.averaging() > 0) {
      for (Variable variable : variables.all().values()) {
        String average = AVERAGE + "." + variable.name();
        if (variables.all().containsKey(average)) {
          averages.put(variables.get(average), variables.get(variable.name()));
        }
      }
    }
    return averages;
  }

  /// Lets learning rates be those of a later update, so that a schedule comes to its end where time
  /// ends before the steps do.
  ///
  /// @param update the least number by which the schedule is asked from now on
  public void hurryTo(long update) {
    hurried = update;
  }

  /// {@return the learning rate of the last step}
  public double rate() {
    return rate;
  }

  /// {@return the runner of the next step, for a batch of that size: write its inputs {@link
  /// Model#INPUT} and {@link Loss#TARGET}, then call {@link #run(PlanRunner)}}
  public PlanRunner runner(int batch) {
    boolean updates = (step + 1) % recipe.accumulation() == 0;
    var stage = new Stage(updates ? Part.UPDATE : Part.GATHER, updates() >= frozen);
    return runners.computeIfAbsent(
        new Key(stage, batch),
        key ->
            new PlanRunner(
                Planner.plan(rewritten(key.stage()), key.batch(), parallel.threads(), backend),
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
  /// @throws NotFiniteException if it is NaN or infinite; parameters are not updated then
  public float run(PlanRunner runner) {
    if (step == 0) {
      beginAverages();
    }
    if (step > 0 && step == frozen * recipe.accumulation()) {
      forget();
    }
    step++;
    if (runner.hasInput(GraphBuilder.STEP)) {
      runner.input(GraphBuilder.STEP).setInt(Math.toIntExact(step));
    }
    if (runner.hasInput(Optimizer.UPDATE)) {
      long before = updates() > frozen ? frozen : 0;
      runner.input(Optimizer.UPDATE).setInt(Math.toIntExact(updates() - before));
      rate = recipe.optimizer().schedule().at(Math.max(updates(), hurried)) * factor;
      runner.input(Optimizer.RATE).set(0, (float) rate);
    }
    if (!runner.runIfFinite(LOSS)) {
      throw new NotFiniteException(
          step, runner.output(LOSS).get(0), Check.firstNotFinite(runner).orElse("the loss itself"));
    }
    return runner.output(LOSS).get(0);
  }
}
