package lockstep.nn.plan.rewrite;

import java.util.HashSet;
import java.util.Set;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphRebuild;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.Mutation;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;

/// Without what nobody looks at.
///
/// Inputs and variables stay even so: they cost nothing to compute, and a caller may name them.
public record DeadNodes() implements Rewrite {

  @Override
  public Graph apply(Graph graph) {
    Set<Node> needed = new HashSet<>();
    graph.outputs().values().forEach(value -> needed.add(value.node()));
    for (Node node : graph.nodes().reversed()) {
      if (needed.contains(node) || isNamed(node) || !Mutation.of(node).isEmpty()) {
        needed.add(node);
        node.inputs().stream().map(Value::node).forEach(needed::add);
      }
    }
    var rebuild = new GraphRebuild(graph);
    graph.nodes().stream().filter(needed::contains).forEach(rebuild::keep);
    return rebuild.build();
  }

  private static boolean isNamed(Node node) {
    return node.op() instanceof LeafOp.Input || node.op() instanceof LeafOp.Variable;
  }
}
