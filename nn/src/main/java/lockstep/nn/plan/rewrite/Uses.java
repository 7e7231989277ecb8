package lockstep.nn.plan.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Mutation;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;

/// Who reads the values of a graph, and who changes its variables.
final class Uses {

  private final Map<Value, List<Node>> readers = new HashMap<>();
  private final Map<Value, List<Integer>> changes = new HashMap<>();
  private final Set<Value> outputs;

  Uses(Graph graph) {
    outputs = new HashSet<>(graph.outputs().values());
    for (Node node : graph.nodes()) {
      for (Value input : node.inputs()) {
        readers.computeIfAbsent(input, _ -> new ArrayList<>()).add(node);
      }
      for (int index : Mutation.of(node)) {
        changes.computeIfAbsent(memory(node.input(index)), _ -> new ArrayList<>()).add(node.id());
      }
    }
  }

  /// The nodes that read a value, once for each time they do.
  List<Node> readers(Value value) {
    return readers.getOrDefault(value, List.of());
  }

  /// The node that alone reads a value, once; empty where others look at it too.
  Optional<Node> onlyReader(Value value) {
    List<Node> all = readers(value);
    return all.size() == 1 && !outputs.contains(value)
        ? Optional.of(all.getFirst())
        : Optional.empty();
  }

  /// Whether a value that was read at one node can as well be read at a later one: nothing between
  /// the two changes it.
  boolean holds(Value value, int first, int last) {
    return changes.getOrDefault(memory(value), List.of()).stream()
        .noneMatch(change -> first < change && change < last);
  }

  /// The last node at which anybody looks at a value.
  int lastReading(Value value) {
    return outputs.contains(value)
        ? Integer.MAX_VALUE
        : readers(value).stream().mapToInt(Node::id).max().orElse(value.node().id());
  }

  /// A reshape is another name for the memory of its input.
  static Value memory(Value value) {
    Value at = value;
    while (at.node().op() instanceof MoveOp.Reshape) {
      at = at.node().input(0);
    }
    return at;
  }
}
