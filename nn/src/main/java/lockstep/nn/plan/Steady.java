package lockstep.nn.plan;

import java.util.HashSet;
import java.util.Set;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.Mutation;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.RandomOp;
import lockstep.nn.graph.Value;

/// What stays as it is from run to run: in a graph that changes no variable, all that follows from
/// variables and constants alone.
final class Steady {

  private Steady() {}

  /// {@return the values that stay; none where a step of learning changes them}
  static Set<Value> of(Graph graph) {
    if (graph.nodes().stream().anyMatch(node -> !Mutation.of(node).isEmpty())) {
      return Set.of();
    }
    var steady = new HashSet<Value>();
    for (Node node : graph.nodes()) {
      if (stays(node, steady)) {
        for (int i = 0; i < node.outputs().size(); i++) {
          steady.add(node.output(i));
        }
      }
    }
    return steady;
  }

  private static boolean stays(Node node, Set<Value> steady) {
    return switch (node.op()) {
      case LeafOp.Input _ -> false;
      case LeafOp _ -> true;
      case RandomOp _ -> false;
      default -> steady.containsAll(node.inputs());
    };
  }
}
