package lockstep.nn.plan.rewrite;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphRebuild;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.Value;

/// Products read transposed matrices where they lie: `A·transpose(B)` → `A·Bᵀ`.
public record FoldTransposes() implements Rewrite {

  @Override
  public Graph apply(Graph graph) {
    var uses = new Uses(graph);
    var rebuild = new GraphRebuild(graph);
    for (Node node : graph.nodes()) {
      if (node.op() instanceof ProductOp.MatMul product) {
        fold(product, node, uses, rebuild);
      } else {
        rebuild.keep(node);
      }
    }
    return rebuild.build();
  }

  private static void fold(ProductOp.MatMul product, Node node, Uses uses, GraphRebuild rebuild) {
    boolean a = canFold(node.input(0), node, uses);
    boolean b = canFold(node.input(1), node, uses);
    var inputs = new ArrayList<>(node.inputs());
    if (a) {
      inputs.set(0, node.input(0).node().input(0));
    }
    if (b) {
      inputs.set(1, node.input(1).node().input(0));
    }
    rebuild.replace(
        node,
        new ProductOp.MatMul(product.transA() ^ a, product.transB() ^ b, product.epilogue()),
        rebuild.now(inputs));
  }

  private static boolean canFold(Value operand, Node reader, Uses uses) {
    Node node = operand.node();
    return node.op() instanceof MoveOp.Transpose(var order)
        && swapsLastTwo(order)
        && uses.holds(node.input(0), node.id(), reader.id());
  }

  private static boolean swapsLastTwo(List<Integer> order) {
    int rank = order.size();
    for (int axis = 0; axis < rank - 2; axis++) {
      if (order.get(axis) != axis) {
        return false;
      }
    }
    return rank >= 2 && order.get(rank - 1) == rank - 2;
  }
}
