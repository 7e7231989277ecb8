package lockstep.nn.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Nodes in an order in which they may run, with names for what comes out.
///
/// Nodes that change variables run too, though nothing reads them.
///
/// @param nodes inputs before their readers
/// @param outputs named values
/// @param variables all that its nodes name
public record Graph(
    List<Node> nodes, SequencedMap<String, Value> outputs, List<Variable> variables) {

  /// Copies the collections.
  public Graph {
    nodes = List.copyOf(nodes);
    outputs = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(outputs));
    variables = List.copyOf(variables);
  }

  /// {@return the value of that name}
  ///
  /// @throws IllegalArgumentException if there is none
  public Value output(String name) {
    Value value = outputs.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "output: expected one of " + outputs.keySet() + ", got `" + name + "`.");
    }
    return value;
  }

  /// {@return the inputs by name}
  public Map<String, Value> inputs() {
    var inputs = new LinkedHashMap<String, Value>();
    for (Node node : nodes) {
      if (node.op() instanceof LeafOp.Input input) {
        inputs.put(input.name(), node.output(0));
      }
    }
    return inputs;
  }

  @Override
  public String toString() {
    return GraphText.print(this);
  }
}
