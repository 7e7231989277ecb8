package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import lockstep.kernels.Parallel;
import lockstep.nn.gradient.Gradient;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Value;
import lockstep.nn.graph.Variable;
import lockstep.nn.loss.Loss;
import lockstep.nn.plan.Planner;
import lockstep.nn.run.Interpreter;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.run.Variables;
import lockstep.nn.run.reference.Doubles;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// A layer, or a loss, that both executors run. Lowered for training its graph has the gradients of
/// the mean of y², or of the loss, with respect to the input and all parameters: they must agree
/// too.
public final class Probe {

  private static final String Y = "y";
  private static final String X = "x";

  private final Graph graph;
  private final Variables variables = new Variables(3);
  private final Map<String, float[]> last = new HashMap<>();

  private Probe(Graph graph) {
    this.graph = graph;
    variables.require(graph);
  }

  /// {@return the layer over floats, lowered for training}
  public static Probe train(Layer layer, Shape x) {
    return new Probe(lower(Mode.TRAIN, layer, DType.FLOAT32, x));
  }

  /// {@return the layer over floats, lowered for use}
  public static Probe infer(Layer layer, Shape x) {
    return new Probe(lower(Mode.INFER, layer, DType.FLOAT32, x));
  }

  /// {@return the layer over integers, lowered for training}
  public static Probe trainOfInts(Layer layer, Shape x) {
    return new Probe(lower(Mode.TRAIN, layer, DType.INT32, x));
  }

  private static Graph lower(Mode mode, Layer layer, DType dtype, Shape shape) {
    var g = new GraphBuilder(mode, 5);
    Value x = g.input(X, dtype, shape);
    Value y = g.in("net", () -> layer.lower(g, x));
    g.output(Y, y);
    if (mode == Mode.TRAIN && !y.equals(x)) {
      var learnt = new ArrayList<Value>();
      g.variables().stream()
          .filter(v -> v.role() == Variable.Role.PARAMETER)
          .forEach(v -> learnt.add(g.variable(v.name())));
      if (dtype == DType.FLOAT32) {
        learnt.add(x);
      }
      Value loss = y.shape().equals(Shape.scalar()) ? y : g.mean(g.multiply(y, y));
      Gradient.of(g, loss, learnt).forEach((value, dv) -> g.output("d" + value, dv));
    }
    return g.build();
  }

  /// {@return the shape of what it says}
  public Shape shape() {
    return graph.output(Y).shape();
  }

  /// {@return the shapes of its variables by name}
  public SequencedMap<String, Shape> variables() {
    var shapes = new LinkedHashMap<String, Shape>();
    graph.variables().forEach(v -> shapes.put(v.name().substring("net.".length()), v.shape()));
    return shapes;
  }

  /// {@return this, with those numbers in a variable}
  public Probe with(String name, float... numbers) {
    variables.get("net." + name).set(numbers);
    return this;
  }

  /// {@return this, with the same number everywhere in a variable}
  public Probe filled(String name, float number) {
    Tensor tensor = variables.get("net." + name);
    for (int i = 0; i < tensor.count(); i++) {
      tensor.set(i, number);
    }
    return this;
  }

  /// {@return a variable after a run}
  public float[] variable(String name) {
    return variables.get("net." + name).toArray();
  }

  /// {@return what it says of x}
  public float[] run(Tensor x) {
    return run(x, Map.of());
  }

  /// {@return the loss}
  public float loss(Tensor prediction, Tensor target) {
    return run(prediction, Map.of(Loss.TARGET, target))[0];
  }

  /// {@return the gradient of the loss, or of the mean of y², with respect to x, after a run}
  public float[] gradient(Tensor x, Tensor target) {
    run(x, Map.of(Loss.TARGET, target));
    return last.getOrDefault("d" + graph.inputs().get(X), new float[0]);
  }

  private float[] run(Tensor x, Map<String, Tensor> others) {
    var given = new LinkedHashMap<>(others);
    given.put(X, x);
    given.put(GraphBuilder.STEP, Tensor.ofInts(Shape.scalar(), 1));
    int batch = x.shape().size(0);
    var numbers = new LinkedHashMap<String, Doubles>();
    given.forEach((name, tensor) -> numbers.put(name, Interpreter.doubles(tensor)));
    var expected = new Interpreter(graph, batch, Interpreter.copy(graph, variables)).run(numbers);
    var runner =
        new PlanRunner(
            Planner.plan(graph, batch, 1), variables, Parallel.of(1, Parallel.Idle.SLEEP));
    given.forEach((name, tensor) -> {
      if (runner.hasInput(name)) {
        runner.input(name).set(tensor);
      }
    });
    runner.run();
    expected.forEach((name, reference) -> {
      float[] got = runner.output(name).toArray();
      agree(name, got, reference.values());
      last.put(name, got);
    });
    return runner.output(Y).toArray();
  }

  private static void agree(String name, float[] got, double[] expected) {
    double largest = 1;
    for (double each : expected) {
      largest = Math.max(largest, Math.abs(each));
    }
    assertThat(got.length).isEqualTo(expected.length);
    for (int i = 0; i < got.length; i++) {
      assertThat((double) got[i])
          .as("%s[%d] of the plan, as the interpreter has it", name, i)
          .isCloseTo(expected[i], within(1e-5 * largest));
    }
  }

  /// {@return floats of that shape from −1 to 1 that look like nothing in particular}
  public static Tensor numbers(int... sizes) {
    Tensor tensor = Tensor.zeros(Shape.of(sizes), DType.FLOAT32);
    for (int i = 0; i < tensor.count(); i++) {
      tensor.set(i, (float) Math.sin(1.7 * i + 0.3));
    }
    return tensor;
  }

  /// {@return those floats as a tensor with those sizes}
  public static Tensor floats(List<Integer> sizes, float... values) {
    return Tensor.of(Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()), values);
  }
}
