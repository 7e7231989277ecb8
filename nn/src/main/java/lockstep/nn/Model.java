package lockstep.nn;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Backend;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.Layer;
import lockstep.nn.loss.Loss;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.plan.Planner;
import lockstep.nn.plan.rewrite.Rewrites;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.run.Variables;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// A network with what it has learnt. There is nothing to close.
///
/// Plans are made when they are first needed, one for each batch size, and kept. One model serves
/// one caller at a time; several models do not disturb each other.
public final class Model {

  /// The input that holds what the network sees.
  public static final String INPUT = "input";

  /// The output that holds what it says.
  public static final String PREDICTION = "prediction";

  private final Layer network;
  private final DType dtype;
  private final Shape input;
  private final long seed;
  private final Parallel parallel;
  private Backend backend = Backend.SIMD;
  private final Variables variables;
  private final Graph inference;
  private final Graph rewritten;
  private final Map<Integer, PlanRunner> predictors = new HashMap<>();
  private final Map<Loss, Map<Integer, PlanRunner>> judges = new HashMap<>();

  private Model(Layer network, DType dtype, Shape input, long seed, Parallel parallel) {
    this.network = network;
    this.dtype = dtype;
    this.input = input;
    this.seed = seed;
    this.parallel = parallel;
    variables = new Variables(seed);
    var g = new GraphBuilder(Mode.INFER, seed);
    g.output(PREDICTION, network.lower(g, g.input(INPUT, dtype, input)));
    inference = g.build();
    rewritten = Rewrites.apply(inference, Mode.INFER);
    variables.require(inference);
  }

  /// {@return a network that has learnt nothing}
  ///
  /// @param example the shape of one example: images `[28, 28, 1]`, features `[784]`
  /// @param seed what its first numbers, and all others that it draws, depend on
  public static Model of(Layer network, Shape example, long seed) {
    return of(network, DType.FLOAT32, example, seed, Parallel.ofThisMachine());
  }

  /// {@return a network that has learnt nothing, with all that can be chosen}
  ///
  /// @param dtype INT32 for what looks up, such as text
  /// @param parallel the threads
  public static Model of(Layer network, DType dtype, Shape example, long seed, Parallel parallel) {
    return new Model(network, dtype, Shape.batch(example.sizes()), seed, parallel);
  }

  /// {@return this model, whose matrix products that backend computes from now on}
  ///
  /// @throws IllegalStateException if it cannot be used in this process, with what to do
  public Model using(Backend other) {
    other.require();
    predictors.clear();
    judges.clear();
    backend = other;
    return this;
  }

  /// {@return the named tensors: what the network has learnt}
  public Variables variables() {
    return variables;
  }

  /// {@return the graph that predicts, as the layers made it; plans are made of it rewritten}
  public Graph graph() {
    return inference;
  }

  /// {@return what the network says of a batch, first axis the examples}
  public Tensor predict(Tensor batch) {
    PlanRunner runner = predictor(batch.shape().size(0));
    runner.input(INPUT).set(batch);
    runner.run();
    Tensor prediction = runner.output(PREDICTION);
    Tensor copy = Tensor.zeros(prediction.shape(), prediction.dtype());
    copy.set(prediction);
    return copy;
  }

  /// {@return the runner of predictions for batches of that size: write its inputs, {@link #INPUT}
  /// and what else the network asks for, such as lengths; run it; read {@link #PREDICTION}}
  public PlanRunner predictor(int batch) {
    return predictors.computeIfAbsent(
        batch,
        size ->
            new PlanRunner(
                Planner.plan(rewritten, size, parallel.threads(), backend), variables, parallel));
  }

  /// {@return a runner that judges batches of that size: write its inputs, {@link #INPUT} and
  /// {@link Loss#TARGET}; run it; read {@link #PREDICTION} and {@link TrainStep#LOSS}}
  public PlanRunner judge(Loss loss, int batch) {
    return judges
        .computeIfAbsent(loss, _ -> new HashMap<>())
        .computeIfAbsent(
            batch,
            size ->
                new PlanRunner(
                    Planner.plan(
                        Rewrites.apply(judging(loss), Mode.INFER),
                        size,
                        parallel.threads(),
                        backend),
                    variables,
                    parallel));
  }

  private Graph judging(Loss loss) {
    var g = new GraphBuilder(Mode.INFER, seed);
    Value prediction = network.lower(g, g.input(INPUT, dtype, input));
    g.output(PREDICTION, prediction);
    g.output(TrainStep.LOSS, g.at(TrainStep.LOSS, () -> loss.lower(g, prediction)));
    return g.build();
  }

  /// {@return the layers}
  public Layer network() {
    return network;
  }

  /// {@return the shape of one example}
  public Shape example() {
    return input.without(0);
  }

  /// {@return the kind of numbers it sees}
  public DType dtype() {
    return dtype;
  }

  /// {@return what its first numbers, and all others that it draws, depend on}
  public long seed() {
    return seed;
  }

  /// {@return the threads}
  public Parallel parallel() {
    return parallel;
  }

  /// {@return training, one step at a time}
  public TrainStep trainStep(Loss loss, Optimizer optimizer) {
    return trainStep(Recipe.of(loss, optimizer));
  }

  /// {@return training, one step at a time, with all that can be chosen}
  public TrainStep trainStep(Recipe recipe) {
    Function<TrainStep.Stage, Graph> graphs =
        stage -> trainGraph(stage.thawed() ? recipe : recipe.beforeThaw(), stage.part());
    return new TrainStep(graphs, recipe, variables, parallel, backend);
  }

  private Graph trainGraph(Recipe recipe, TrainStep.Part part) {
    var g = new GraphBuilder(Mode.TRAIN, seed, recipe::learns);
    Value prediction = network.lower(g, g.input(INPUT, dtype, input));
    Value loss = g.at(TrainStep.LOSS, () -> total(g, recipe.loss().lower(g, prediction)));
    g.output(PREDICTION, prediction);
    g.output(TrainStep.LOSS, loss);
    g.losses().forEach((name, added) -> g.output(TrainStep.LOSS + "." + name, added));
    part.lower(g, loss, recipe);
    return g.build();
  }

  private static Value total(GraphBuilder g, Value loss) {
    Value sum = loss;
    for (Value part : g.losses().values()) {
      sum = g.add(sum, part);
    }
    return sum;
  }
}
