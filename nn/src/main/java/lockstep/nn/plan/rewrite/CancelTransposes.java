package lockstep.nn.plan.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphRebuild;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Op;
import lockstep.nn.graph.Value;

/// Of transposes in a row, and of reshapes in a row, one remains, or none where they undo each
/// other.
public record CancelTransposes() implements Rewrite {

  @Override
  public Graph apply(Graph graph) {
    var uses = new Uses(graph);
    var rebuild = new GraphRebuild(graph);
    for (Node node : graph.nodes()) {
      if (node.op() instanceof MoveOp.Transpose(var order)) {
        transpose(order, node, uses, rebuild);
      } else if (node.op() instanceof MoveOp.Reshape) {
        Value source = Uses.memory(node.output(0));
        put(node, source, node.op(), source.type().equals(node.output(0).type()), uses, rebuild);
      } else {
        rebuild.keep(node);
      }
    }
    return rebuild.build();
  }

  private static void transpose(List<Integer> last, Node node, Uses uses, GraphRebuild rebuild) {
    List<Integer> order = last;
    Value source = node.input(0);
    while (source.node().op() instanceof MoveOp.Transpose(var earlier)) {
      var both = new ArrayList<Integer>();
      order.forEach(axis -> both.add(earlier.get(axis)));
      order = both;
      source = source.node().input(0);
    }
    boolean undone = order.equals(IntStream.range(0, order.size()).boxed().toList());
    put(node, source, new MoveOp.Transpose(order), undone, uses, rebuild);
  }

  private static void put(
      Node node, Value source, Op op, boolean undone, Uses uses, GraphRebuild rebuild) {
    int before = source.node().id();
    if (undone && uses.holds(source, before, uses.lastReading(node.output(0)))) {
      rebuild.stand(node.output(0), rebuild.now(source));
    } else if (!undone && uses.holds(source, before, node.id())) {
      rebuild.replace(node, op, List.of(rebuild.now(source)));
    } else {
      rebuild.keep(node);
    }
  }
}
