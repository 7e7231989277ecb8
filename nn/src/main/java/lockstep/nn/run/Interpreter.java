package lockstep.nn.run;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;
import lockstep.nn.run.reference.Doubles;
import lockstep.nn.run.reference.References;
import lockstep.nn.tensor.Tensor;

/// Runs a graph node by node in double: slow, obvious, the specification.
public final class Interpreter {

  private final Graph graph;
  private final int batch;
  private final Map<String, Doubles> variables;
  private final Map<Value, Doubles> values = new HashMap<>();

  /// An interpreter of a graph for batches of that size.
  ///
  /// @param variables the numbers of each; runs change them
  public Interpreter(Graph graph, int batch, Map<String, Doubles> variables) {
    this.graph = graph;
    this.batch = batch;
    this.variables = variables;
  }

  /// {@return a copy of all variables of a graph in double}
  public static Map<String, Doubles> copy(Graph graph, Variables variables) {
    var copy = new LinkedHashMap<String, Doubles>();
    graph.variables().forEach(v -> copy.put(v.name(), doubles(variables.get(v.name()))));
    return copy;
  }

  /// {@return the numbers of a tensor in double}
  public static Doubles doubles(Tensor tensor) {
    Doubles doubles = Doubles.zeros(tensor.shape());
    for (int i = 0; i < tensor.count(); i++) {
      doubles.values()[i] = tensor.get(i);
    }
    return doubles;
  }

  /// {@return the outputs by name}
  public SequencedMap<String, Doubles> run(Map<String, Doubles> inputs) {
    values.clear();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof LeafOp leaf) {
        values.put(node.output(0), leaf(leaf, node, inputs));
      } else {
        var operands = node.inputs().stream().map(values::get).toList();
        var results = References.run(node, batch, operands);
        for (int i = 0; i < results.size(); i++) {
          values.put(node.output(i), results.get(i));
        }
      }
    }
    var outputs = new LinkedHashMap<String, Doubles>();
    graph.outputs().forEach((name, value) -> outputs.put(name, value(value)));
    return outputs;
  }

  /// {@return a value of the last run}
  public Doubles value(Value value) {
    Doubles doubles = values.get(value);
    if (doubles == null) {
      throw new IllegalStateException(value + ": expected a value of a graph that has run.");
    }
    return doubles;
  }

  private Doubles leaf(LeafOp op, Node node, Map<String, Doubles> inputs) {
    return switch (op) {
      case LeafOp.Input(var name) -> named(inputs, "input", name);
      case LeafOp.Variable(var name) -> named(variables, "variable", name);
      case LeafOp.Fill(var value) -> Doubles.same(value, node.output(0).shape().at(batch));
      case LeafOp.Constant(var tensor) -> doubles(tensor);
    };
  }

  private static Doubles named(Map<String, Doubles> all, String what, String name) {
    Doubles doubles = all.get(name);
    if (doubles == null) {
      throw new IllegalArgumentException(
          what + ": expected numbers for `" + name + "`, got some for " + all.keySet() + ".");
    }
    return doubles;
  }
}
