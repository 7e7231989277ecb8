package lockstep.nn.plan.rewrite;

import java.util.List;
import java.util.Optional;
import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.map.Activation;
import lockstep.kernels.map.Binary;
import lockstep.kernels.map.Unary;
import lockstep.kernels.norm.After;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.GraphRebuild;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// A batch norm with given statistics is a factor and a shift of each channel: they go into the
/// weights and the bias of the product or convolution before it. These are then nodes that follow
/// from variables alone, which a plan computes only when variables have changed.
///
/// ```
/// scale = gamma / √(variance + ε)      weights' = weights · scale
///                                      bias'    = (bias − mean) · scale + beta
/// ```
///
/// Results differ by rounding.
public record FoldBatchNorm() implements Rewrite {

  /// A norm and what it goes into.
  private record Fold(Node product, Node norm, float epsilon) {

    Value weights() {
      return product.input(1);
    }

    Optional<Value> bias() {
      return product.inputs().size() > 2 ? Optional.of(product.input(2)) : Optional.empty();
    }
  }

  @Override
  public Graph apply(Graph graph) {
    var uses = new Uses(graph);
    var rebuild = new GraphRebuild(graph);
    for (Node node : graph.nodes()) {
      Optional<Fold> fold = fold(node, uses);
      if (fold.isPresent()) {
        write(fold.get(), rebuild);
      } else {
        // The product stays too, for nobody: dead nodes go later.
        rebuild.keep(node);
      }
    }
    return new DeadNodes().apply(rebuild.build());
  }

  private static Optional<Fold> fold(Node norm, Uses uses) {
    if (!(norm.op() instanceof NormOp.BatchNormInference(var epsilon, var after))
        || after != After.NOTHING) {
      return Optional.empty();
    }
    Node product = norm.input(0).node();
    boolean alone = uses.onlyReader(norm.input(0)).isPresent();
    return alone && takes(product)
        ? Optional.of(new Fold(product, norm, epsilon))
        : Optional.empty();
  }

  private static boolean takes(Node product) {
    return switch (product.op()) {
      case ProductOp.Conv2d(_, var epilogue) -> isPlain(epilogue) && isVariable(product.input(1));
      case ProductOp.MatMul(_, _, var epilogue) ->
          isPlain(epilogue) && isVariable(product.input(1)) && product.input(1).shape().rank() == 2;
      default -> false;
    };
  }

  private static boolean isPlain(Epilogue epilogue) {
    return epilogue.residual() == Epilogue.Residual.NONE
        && epilogue.activation() == Activation.NONE
        && epilogue.bias() != Epilogue.Bias.PER_ROW;
  }

  private static boolean isVariable(Value weights) {
    return weights.node().op() instanceof LeafOp.Variable;
  }

  private static void write(Fold fold, GraphRebuild rebuild) {
    Node norm = fold.norm();
    Value mean = rebuild.now(norm.input(1));
    Value gamma = rebuild.now(norm.input(3));
    Value beta = rebuild.now(norm.input(4));
    var at = new Writer(rebuild, norm.origin());
    Value spread =
        at.binary(
            Binary.ADD,
            rebuild.now(norm.input(2)),
            rebuild.fill(fold.epsilon(), Shape.scalar(), norm.origin()));
    Value scale = at.binary(Binary.DIVIDE, gamma, at.node(new MapOp.UnaryMap(Unary.SQRT), spread));
    Value weights =
        at.binary(Binary.MULTIPLY, rebuild.now(fold.weights()), at.along(scale, fold.product()));
    Value shift =
        fold.bias()
            .map(bias -> at.binary(Binary.SUBTRACT, rebuild.now(bias), mean))
            .orElseGet(() -> at.node(new MapOp.UnaryMap(Unary.NEGATE), mean));
    Value bias = at.binary(Binary.ADD, at.binary(Binary.MULTIPLY, shift, scale), beta);
    rebuild.replace(
        norm,
        withBias(fold.product()),
        List.of(rebuild.now(fold.product().input(0)), weights, bias));
  }

  private static ProductOp withBias(Node product) {
    var epilogue = new Epilogue(Epilogue.Bias.PER_COLUMN, Epilogue.Residual.NONE, Activation.NONE);
    return switch (product.op()) {
      case ProductOp.Conv2d(var window, _) -> new ProductOp.Conv2d(window, epilogue);
      case ProductOp.MatMul(var transA, var transB, _) ->
          new ProductOp.MatMul(transA, transB, epilogue);
      default -> throw new AssertionError("a norm goes into a product");
    };
  }

  /// Nodes of one origin.
  private record Writer(GraphRebuild rebuild, String origin) {

    Value node(lockstep.nn.graph.Op op, Value... inputs) {
      return rebuild.add(op, List.of(inputs), origin).output(0);
    }

    Value binary(Binary function, Value a, Value b) {
      return node(new MapOp.BinaryMap(function), a, b);
    }

    /// A factor for each output channel, along the axis of the weights that has them.
    Value along(Value scale, Node product) {
      boolean rows = product.op() instanceof ProductOp.MatMul matMul && matMul.transB();
      return rows ? node(new MoveOp.Reshape(Shape.of(scale.shape().size(0), 1)), scale) : scale;
    }
  }
}
