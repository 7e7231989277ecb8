package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import lockstep.kernels.Parallel;
import lockstep.nn.gradient.Gradient;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;
import lockstep.nn.graph.Variable;
import lockstep.nn.plan.Planner;
import lockstep.nn.run.Interpreter;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.run.Variables;
import lockstep.nn.run.reference.Doubles;
import lockstep.nn.run.reference.References;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// A layer with a loss that weighs each of its outputs differently, to be run by both executors.
///
/// Its outputs are `y`, and for x and each parameter `d` of that name.
final class Trial {

  static final String X = "x";
  static final String Y = "y";

  /// Runs in double with other roundings of what goes in.
  private static final int DRAWS = 3;

  /// What a computation may move more than its inputs' roundings would make it.
  private static final double ALLOWANCE = 4;

  /// Half the distance from 1 to the next float.
  private static final double ROUNDING = 0x1p-24;

  private final Graph graph;
  private final int batch;
  private final Variables variables = new Variables(3);
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();

  /// A trial of x, whose first axis is the batch. All variables move away from where they begin, so
  /// that zeros and ones among them hide nothing.
  Trial(Layer layer, Tensor x) {
    batch = x.shape().size(0);
    inputs.put(X, x);
    var g = new GraphBuilder(Mode.TRAIN, 7);
    Value in = g.input(X, x.dtype(), Shape.batch(x.shape().without(0).sizes()));
    Value y = layer.lower(g, in);
    g.output(Y, y);
    Value loss =
        g.sum(g.multiply(y, g.constant(random(Shape.of(y.shape().without(0).sizes()), 5))));
    var values = new ArrayList<Value>();
    var names = new ArrayList<String>();
    if (x.dtype() == DType.FLOAT32) {
      values.add(in);
      names.add(X);
    }
    for (Variable variable : g.variables()) {
      values.add(g.variable(variable.name()));
      names.add(variable.name());
    }
    Map<Value, Value> gradients = Gradient.of(g, loss, values);
    for (int i = 0; i < names.size(); i++) {
      g.output("d " + names.get(i), named(gradients, values.get(i)));
    }
    graph = g.build();
    variables.require(graph);
    var random = new Random(11);
    for (String name : variables.all().sequencedKeySet()) {
      Tensor tensor = variables.get(name);
      for (int i = 0; i < tensor.count(); i++) {
        tensor.set(i, tensor.get(i) + random.nextFloat(-0.25f, 0.25f));
      }
    }
  }

  /// {@return numbers from −1 to 1}
  static Tensor random(Shape shape, long seed) {
    var random = new Random(seed);
    Tensor tensor = Tensor.zeros(shape, DType.FLOAT32);
    for (int i = 0; i < tensor.count(); i++) {
      tensor.set(i, random.nextFloat(-1, 1));
    }
    return tensor;
  }

  Trial with(String input, Tensor tensor) {
    inputs.put(input, tensor);
    return this;
  }

  /// Takes over variables of another trial, by the names that they have here and there.
  Trial taking(Trial other, Map<String, String> names) {
    names.forEach((here, there) -> variables.get(here).set(other.variables.get(there)));
    return this;
  }

  List<String> variables() {
    return List.copyOf(variables.all().sequencedKeySet());
  }

  Tensor variable(String name) {
    return variables.get(name);
  }

  Graph graph() {
    return graph;
  }

  /// {@return what a plan makes of it}
  SequencedMap<String, float[]> planned() {
    return planned(Parallel.of(2, Parallel.Idle.SLEEP));
  }

  /// {@return what a plan makes of x}
  float[] y() {
    return named(planned(), Y);
  }

  private static <K, V> V named(Map<K, V> all, K name) {
    return Objects.requireNonNull(all.get(name), name::toString);
  }

  SequencedMap<String, float[]> planned(Parallel parallel) {
    var runner =
        new PlanRunner(Planner.plan(graph, batch, parallel.threads()), variables, parallel);
    graph.inputs().keySet().forEach(name -> runner.input(name).set(named(inputs, name)));
    runner.run();
    var outputs = new LinkedHashMap<String, float[]>();
    graph.outputs().keySet().forEach(name -> outputs.put(name, runner.output(name).toArray()));
    return outputs;
  }

  /// Compares the two executors. A result may differ by some times as much as it moves in double
  /// when every value on the way to it is off by the rounding of a sum of K products, √K roundings
  /// of one.
  void agrees() {
    SequencedMap<String, Doubles> expected = moved(0, new Random(0));
    var tolerances = new LinkedHashMap<String, Double>();
    expected.forEach((name, all) -> tolerances.put(name, 4 * ROUNDING * largest(all.values())));
    var random = new Random(13);
    double relative = Math.sqrt(terms()) * ROUNDING;
    for (int draw = 0; draw < DRAWS; draw++) {
      moved(relative, random)
          .forEach((name, all) -> {
            double[] differences = all.values();
            for (int i = 0; i < differences.length; i++) {
              differences[i] -= named(expected, name).values()[i];
            }
            tolerances.merge(name, ALLOWANCE * largest(differences), Math::max);
          });
    }
    planned()
        .forEach((name, numbers) -> {
          double[] exact = named(expected, name).values();
          assertThat(numbers).as(name).hasSameSizeAs(exact);
          for (int i = 0; i < numbers.length; i++) {
            assertThat((double) numbers[i])
                .as("%s[%d]", name, i)
                .isCloseTo(exact[i], within(named(tolerances, name)));
          }
        });
  }

  private int terms() {
    int most = named(inputs, X).count();
    for (Variable variable : variables.all().values()) {
      for (int size : variable.shape().sizes()) {
        most = Math.max(most, size);
      }
    }
    return most;
  }

  /// What the interpreter makes of it when each float is off by up to that share of it.
  private SequencedMap<String, Doubles> moved(double relative, Random random) {
    Map<String, Doubles> numbers = Interpreter.copy(graph, variables);
    var values = new LinkedHashMap<Value, Doubles>();
    for (Node node : graph.nodes()) {
      List<Doubles> made =
          node.op() instanceof LeafOp leaf
              ? List.of(leaf(leaf, node, numbers))
              : References.run(
                  node, batch, node.inputs().stream().map(in -> named(values, in)).toList());
      for (int i = 0; i < made.size(); i++) {
        if (node.output(i).dtype() == DType.FLOAT32) {
          move(made.get(i).values(), relative, random);
        }
        values.put(node.output(i), made.get(i));
      }
    }
    var outputs = new LinkedHashMap<String, Doubles>();
    graph
        .outputs()
        .forEach((name, value) -> {
          Doubles all = named(values, value);
          outputs.put(name, new Doubles(all.shape(), all.values().clone()));
        });
    return outputs;
  }

  private Doubles leaf(LeafOp op, Node node, Map<String, Doubles> numbers) {
    return switch (op) {
      case LeafOp.Input(var name) -> Interpreter.doubles(named(inputs, name));
      case LeafOp.Variable(var name) -> named(numbers, name);
      case LeafOp.Fill(var number) -> Doubles.same(number, node.output(0).shape().at(batch));
      case LeafOp.Constant(var tensor) -> Interpreter.doubles(tensor);
    };
  }

  private static void move(double[] all, double relative, Random random) {
    for (int i = 0; i < all.length; i++) {
      all[i] *= 1 + relative * random.nextDouble(-1, 1);
    }
  }

  private static double largest(double[] numbers) {
    double largest = 0;
    for (double number : numbers) {
      largest = Math.max(largest, Math.abs(number));
    }
    return largest;
  }
}
