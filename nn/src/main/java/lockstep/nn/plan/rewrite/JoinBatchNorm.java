package lockstep.nn.plan.rewrite;

import java.util.Optional;
import lockstep.kernels.map.Unary;
import lockstep.kernels.norm.After;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphRebuild;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.NormOp;

/// A batch norm and the ReLU that alone reads it are one pass over memory. ReLU's gradient is taken
/// from its result, so they are in training too.
public record JoinBatchNorm() implements Rewrite {

  @Override
  public Graph apply(Graph graph) {
    var uses = new Uses(graph);
    var rebuild = new GraphRebuild(graph);
    for (Node node : graph.nodes()) {
      Optional<NormOp> joined = joined(node, uses);
      if (joined.isPresent()) {
        Node norm = rebuild.replace(node, joined.get(), rebuild.now(node.inputs()));
        rebuild.stand(uses.readers(node.output(0)).getFirst().output(0), norm.output(0));
      } else if (!isJoined(node, uses)) {
        rebuild.keep(node);
      }
    }
    return rebuild.build();
  }

  /// The norm with its ReLU; empty where the node is no norm, or something else reads it.
  private static Optional<NormOp> joined(Node node, Uses uses) {
    Optional<NormOp> withRelu =
        switch (node.op()) {
          case NormOp.BatchNorm(var epsilon, var momentum, var after) when after == After.NOTHING ->
              Optional.of(new NormOp.BatchNorm(epsilon, momentum, After.RELU));
          case NormOp.BatchNormInference(var epsilon, var after) when after == After.NOTHING ->
              Optional.of(new NormOp.BatchNormInference(epsilon, After.RELU));
          default -> Optional.empty();
        };
    return withRelu.filter(
        _ -> uses.onlyReader(node.output(0)).filter(JoinBatchNorm::isRelu).isPresent());
  }

  private static boolean isJoined(Node node, Uses uses) {
    return isRelu(node) && joined(node.input(0).node(), uses).isPresent();
  }

  private static boolean isRelu(Node node) {
    return node.op().equals(new MapOp.UnaryMap(Unary.RELU));
  }
}
