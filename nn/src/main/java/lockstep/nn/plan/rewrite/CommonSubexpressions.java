package lockstep.nn.plan.rewrite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphRebuild;
import lockstep.nn.graph.Mutation;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Op;
import lockstep.nn.graph.Type;
import lockstep.nn.graph.Value;

/// What is computed twice from the same operands is computed once.
///
/// Nodes that change variables stay as many as they are, and readings of a variable before and
/// after a change are two. Random numbers depend on their stream, and so are like any other.
public record CommonSubexpressions() implements Rewrite {

  /// What makes two nodes one.
  ///
  /// @param changes how often each input had been changed when it was read
  private record Key(Op op, List<Value> inputs, List<Type> outputs, List<Integer> changes) {}

  @Override
  public Graph apply(Graph graph) {
    var rebuild = new GraphRebuild(graph);
    Map<Key, Node> known = new HashMap<>();
    Map<Value, Integer> changes = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<Value> inputs = rebuild.now(node.inputs());
      if (!Mutation.of(node).isEmpty()) {
        rebuild.keep(node);
        Mutation.of(node).forEach(i -> changes.merge(Uses.memory(inputs.get(i)), 1, Integer::sum));
        continue;
      }
      var key = new Key(node.op(), inputs, node.outputs(), versions(inputs, changes));
      Node twin = known.get(key);
      if (twin == null) {
        known.put(key, rebuild.keep(node));
      } else {
        for (int i = 0; i < node.outputs().size(); i++) {
          rebuild.stand(node.output(i), twin.output(i));
        }
      }
    }
    return rebuild.build();
  }

  private static List<Integer> versions(List<Value> inputs, Map<Value, Integer> changes) {
    return inputs.stream().map(input -> changes.getOrDefault(Uses.memory(input), 0)).toList();
  }
}
