package lockstep.nn.plan.rewrite;

import java.util.List;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.Mode;

/// All rewrites, in the order in which they help each other.
///
/// ```
/// simplify   constants → transposes that cancel → transposes into products → twins → the dead
/// join       norms into products (in use) → norms with their ReLU → products with what follows
///            → gradients with that of the bias
/// tidy       reshapes that joining leaves → the dead
/// ```
public final class Rewrites {

  private static final List<Rewrite> INFER =
      List.of(
          new FoldConstants(),
          new CancelTransposes(),
          new FoldTransposes(),
          new CommonSubexpressions(),
          new DeadNodes(),
          // A convolution and its bias are one, so that a norm can go into both; then its ReLU
          // joins.
          new JoinProducts(),
          new FoldBatchNorm(),
          new JoinBatchNorm(),
          new JoinProducts(),
          new DeadNodes());

  private static final List<Rewrite> TRAIN =
      List.of(
          new FoldConstants(),
          new CancelTransposes(),
          new FoldTransposes(),
          new CommonSubexpressions(),
          new DeadNodes(),
          new JoinBatchNorm(),
          new JoinProducts(),
          new JoinConvBiasGradient(),
          new CancelTransposes(),
          new DeadNodes());

  private Rewrites() {}

  /// {@return what a graph goes through before it is planned}
  public static List<Rewrite> of(Mode mode) {
    return switch (mode) {
      case TRAIN -> TRAIN;
      case INFER -> INFER;
    };
  }

  /// {@return a graph after all of them}
  public static Graph apply(Graph graph, Mode mode) {
    Graph rewritten = graph;
    for (Rewrite rewrite : of(mode)) {
      rewritten = rewrite.apply(rewritten);
    }
    return rewritten;
  }
}
