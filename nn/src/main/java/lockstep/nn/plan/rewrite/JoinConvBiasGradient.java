package lockstep.nn.plan.rewrite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphRebuild;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.ReduceOp;
import lockstep.nn.graph.Value;

/// The gradient of a convolution's weights makes that of its bias too: both read dy.
///
/// The sums of dy are then added in that kernel's order, which is as fixed as the other one.
public record JoinConvBiasGradient() implements Rewrite {

  private static final ReduceOp.Reduce OF_BIAS =
      new ReduceOp.Reduce(Reduction.SUM, List.of(0, 1, 2));

  @Override
  public Graph apply(Graph graph) {
    var uses = new Uses(graph);
    Map<Node, Node> sums = new HashMap<>();
    Map<Node, Node> products = new HashMap<>();
    for (Node node : graph.nodes()) {
      sumFor(node, uses)
          .filter(sum -> !products.containsKey(sum))
          .ifPresent(sum -> {
            sums.put(node, sum);
            products.put(sum, node);
          });
    }
    var rebuild = new GraphRebuild(graph);
    Map<Node, Node> joined = new HashMap<>();
    for (Node node : graph.nodes()) {
      Node product = products.getOrDefault(node, node);
      if (!sums.containsKey(product)) {
        rebuild.keep(node);
        continue;
      }
      Node both = joined.computeIfAbsent(product, _ -> join(product, rebuild));
      if (node != product) {
        Value sum = node.output(0);
        rebuild.replace(node, new MoveOp.Reshape(sum.shape()), List.of(both.output(1)));
      }
    }
    return rebuild.build();
  }

  private static Node join(Node product, GraphRebuild rebuild) {
    if (!(product.op() instanceof ProductOp.ConvWeightGradient(var window, _))) {
      throw new AssertionError("only such gradients have a sum beside them");
    }
    return rebuild.replace(
        product,
        new ProductOp.ConvWeightGradient(window, Epilogue.Bias.PER_COLUMN),
        rebuild.now(product.inputs()));
  }

  /// The sum of dy over all pixels; empty where the node is no such gradient, or its operands are
  /// not there yet when the sum is made.
  private static Optional<Node> sumFor(Node node, Uses uses) {
    boolean plain =
        node.op() instanceof ProductOp.ConvWeightGradient(_, var bias)
            && bias == Epilogue.Bias.NONE;
    return plain
        ? uses.readers(node.input(1)).stream()
            .filter(reader -> reader.op().equals(OF_BIAS))
            .filter(sum -> canMove(node, sum, uses))
            .findFirst()
        : Optional.empty();
  }

  private static boolean canMove(Node product, Node sum, Uses uses) {
    int first = Math.min(product.id(), sum.id());
    int last = Math.max(product.id(), sum.id());
    return product.inputs().stream()
        .allMatch(input -> input.node().id() < first && uses.holds(input, first, last));
  }
}
