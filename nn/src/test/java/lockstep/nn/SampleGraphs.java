package lockstep.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.map.Shaped;
import lockstep.kernels.map.Unary;
import lockstep.kernels.norm.After;
import lockstep.kernels.recurrent.Direction;
import lockstep.nn.graph.AttentionOp;
import lockstep.nn.graph.ConvWindow;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.PoolWindow;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.RandomOp;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// Small networks, as graphs that predict and as graphs that learn.
public final class SampleGraphs {

  private SampleGraphs() {}

  /// {@return all of them by name}
  public static Map<String, Graph> all() {
    var all = new LinkedHashMap<String, Graph>();
    networks()
        .forEach((name, network) -> {
          Shape example = Objects.requireNonNull(EXAMPLES.get(name));
          all.put(name + " infer", infer(network, example));
          all.put(name + " train", train(network, example));
        });
    return all;
  }

  /// {@return the one of that name}
  public static Graph graph(String name) {
    return Objects.requireNonNull(all().get(name));
  }

  private static final Map<String, Shape> EXAMPLES =
      Map.of(
          "mlp", Shape.batch(7),
          "convolutions", Shape.batch(8, 8, 3),
          "attention", Shape.batch(5, 6),
          "recurrence", Shape.batch(5, 3));

  private static Map<String, Layer> networks() {
    var networks = new LinkedHashMap<String, Layer>();
    networks.put("mlp", mlp());
    networks.put("convolutions", convolutions());
    networks.put("attention", attention());
    networks.put("recurrence", recurrence());
    return networks;
  }

  /// {@return layers with every activation that products take over}
  public static Layer mlp() {
    return Sequential.of(
        new Dense(16),
        Function.relu(),
        new Dense(12),
        Function.tanh(),
        new Dense(9),
        Function.gelu(),
        new Dense(3));
  }

  /// {@return a small residual network}
  public static Layer convolutions() {
    return (g, x) -> {
      Value y = g.in("first", () -> g.map(Unary.RELU, conv(g, x, 6, 1, true)));
      y = g.apply(new PoolOp.MaxPool(PoolWindow.square(2, 2, 0)), y);
      Value same = y;
      Value left = g.in("left", () -> g.map(Unary.RELU, norm(g, conv(g, same, 6, 1, false))));
      Value sum = g.in("right", () -> g.add(conv(g, left, 6, 1, true), same));
      Value z =
          g.in("last", () -> g.map(Unary.SIGMOID, conv(g, g.map(Unary.RELU, sum), 4, 2, true)));
      Value w = g.apply(new MapOp.ShapedMap(new Shaped.LeakyRelu(0.1f)), z);
      Value flat = g.reshape(w, Shape.batch(16));
      return new Dense(3).lower(g, "head", flat);
    };
  }

  private static Value conv(GraphBuilder g, Value x, int channels, int stride, boolean biased) {
    int in = x.shape().size(3);
    Value weight = g.parameter("weight", Shape.of(3, 3, in, channels), Initializer.he(9 * in));
    Value y =
        g.apply(new ProductOp.Conv2d(ConvWindow.square(3, stride, 1), Epilogue.NONE), x, weight);
    return biased
        ? g.add(y, g.parameter("bias", Shape.of(channels), Initializer.lecun(9 * in)))
        : y;
  }

  private static Value norm(GraphBuilder g, Value x) {
    Shape channels = Shape.of(x.shape().size(-1));
    Value gamma = g.parameter("gamma", channels, Initializer.ones());
    Value beta = g.parameter("beta", channels, Initializer.zeros());
    Value mean = g.state("mean", channels, Initializer.zeros());
    Value variance = g.state("variance", channels, Initializer.ones());
    return switch (g.mode()) {
      case TRAIN ->
          g.add(
                  new NormOp.BatchNorm(1e-5f, 0.1f, After.NOTHING),
                  List.of(x, gamma, beta, mean, variance))
              .output(0);
      case INFER ->
          g.apply(
              new NormOp.BatchNormInference(1e-5f, After.NOTHING), x, mean, variance, gamma, beta);
    };
  }

  private static Layer attention() {
    return (g, x) -> {
      Value qkv = new Dense(18).lower(g, "qkv", x);
      var op =
          new AttentionOp.Attention(
              2, 2, true, 0.577f, AttentionOp.Operands.FUSED, AttentionOp.KeyMask.NONE);
      Value mixed = g.add(op, List.of(qkv)).output(0);
      Value sum = g.add(x, new Dense(6).lower(g, "out", mixed));
      Value gamma = g.parameter("norm.gamma", Shape.of(6), Initializer.ones());
      Value beta = g.parameter("norm.beta", Shape.of(6), Initializer.zeros());
      Value y = g.add(new NormOp.LayerNorm(1e-5f), List.of(sum, gamma, beta)).output(0);
      if (g.mode() == Mode.TRAIN) {
        y = g.apply(new RandomOp.Dropout(0.2f, g.seed(), g.stream()), y, g.step());
      }
      return new Dense(3).lower(g, "head", g.reshape(y, Shape.batch(30)));
    };
  }

  private static Layer recurrence() {
    return (g, x) -> {
      int hidden = 4;
      var operands = new ArrayList<>(List.of(x));
      Value zeros = g.fill(0, Shape.batch(hidden));
      operands.add(zeros);
      operands.add(zeros);
      operands.add(g.parameter("input", Shape.of(3, 4 * hidden), Initializer.lecun(hidden)));
      operands.add(
          g.parameter("recurrent", Shape.of(hidden, 4 * hidden), Initializer.lecun(hidden)));
      operands.add(g.parameter("bias", Shape.of(4 * hidden), Initializer.zeros()));
      Value last = g.add(new RecurrentOp.Lstm(Direction.FORWARD, false), operands).output(1);
      return new Dense(3).lower(g, "head", last);
    };
  }

  /// {@return the graph that predicts}
  public static Graph infer(Layer network, Shape input) {
    var g = new GraphBuilder(Mode.INFER, 1);
    g.output(Model.PREDICTION, network.lower(g, g.input(Model.INPUT, DType.FLOAT32, input)));
    return g.build();
  }

  /// {@return the graph of a step with momentum, which no small difference throws off}
  public static Graph train(Layer network, Shape input) {
    var g = new GraphBuilder(Mode.TRAIN, 1);
    Value prediction = network.lower(g, g.input(Model.INPUT, DType.FLOAT32, input));
    Value loss = g.at("loss", () -> new CrossEntropy().lower(g, prediction));
    g.output(Model.PREDICTION, prediction);
    g.output(TrainStep.LOSS, loss);
    var recipe = Recipe.of(new CrossEntropy(), Optimizer.momentum(0.1, 0.9, 1e-3));
    TrainStep.Part.UPDATE.lower(g, loss, recipe);
    return g.build();
  }
}
