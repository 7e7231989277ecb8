package lockstep.nn.gradient;

import java.util.stream.IntStream;
import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// The gradients of {@link ProductOp}.
final class ProductGradients {

  private ProductGradients() {}

  static void of(ProductOp op, Flow flow) {
    GraphBuilder g = flow.g();
    switch (op) {
      case ProductOp.MatMul(var transA, var transB, var epilogue) -> {
        requirePlain(epilogue, flow);
        flow.to(0, () -> left(transA, transB, flow));
        flow.to(1, () -> right(transA, transB, flow));
      }
      case ProductOp.Conv2d(var window, var epilogue) -> {
        requirePlain(epilogue, flow);
        Shape x = flow.in(0).shape();
        flow.to(
            0,
            () ->
                g.apply(
                    new ProductOp.ConvTranspose(window, x.size(1), x.size(2), Epilogue.NONE),
                    flow.dy(),
                    flow.in(1)));
        flow.to(
            1,
            () ->
                g.apply(
                    new ProductOp.ConvWeightGradient(window, Epilogue.Bias.NONE),
                    flow.in(0),
                    flow.dy()));
      }
      case ProductOp.ConvTranspose(var window, _, _, var epilogue) -> {
        requirePlain(epilogue, flow);
        flow.to(0, () -> g.conv2d(flow.dy(), flow.in(1), window));
        flow.to(
            1,
            () ->
                g.apply(
                    new ProductOp.ConvWeightGradient(window, Epilogue.Bias.NONE),
                    flow.dy(),
                    flow.in(0)));
      }
      case ProductOp.ConvWeightGradient _ -> throw flow.none("second derivatives are not made");
    }
  }

  /// The gradient of A. One B for all leading axes of a transposed A cannot come first in a
  /// product.
  private static Value left(boolean transA, boolean transB, Flow flow) {
    GraphBuilder g = flow.g();
    int rank = flow.in(0).shape().rank();
    if (transA && rank == flow.in(1).shape().rank()) {
      return g.matMul(flow.in(1), transB, flow.dy(), true);
    }
    Value rows = g.matMul(flow.dy(), false, flow.in(1), !transB);
    int[] order = IntStream.range(0, rank).toArray();
    order[rank - 2] = rank - 1;
    order[rank - 1] = rank - 2;
    return transA ? g.transpose(rows, order) : rows;
  }

  /// The gradient of B. Where one B serves all leading axes of A, they are more rows of one
  /// product.
  private static Value right(boolean transA, boolean transB, Flow flow) {
    GraphBuilder g = flow.g();
    Value a = flow.in(0);
    Value dy = flow.dy();
    if (a.shape().rank() > 2 && flow.in(1).shape().rank() == 2) {
      if (transA) {
        Value each = transB ? g.matMul(dy, true, a, true) : g.matMul(a, false, dy, false);
        int[] leading = IntStream.range(0, each.shape().rank() - 2).toArray();
        return g.reshape(g.reduce(Reduction.SUM, each, leading), flow.in(1).shape());
      }
      a = matrix(g, a);
      dy = matrix(g, dy);
    }
    return transB ? g.matMul(dy, true, a, transA) : g.matMul(a, !transA, dy, false);
  }

  private static Value matrix(GraphBuilder g, Value x) {
    Shape shape = x.shape();
    Shape rows = Shape.of(shape.product(0, shape.rank() - 1), shape.size(-1));
    return g.reshape(x, shape.hasBatch() ? rows.withBatchAxis(0) : rows);
  }

  private static void requirePlain(Epilogue epilogue, Flow flow) {
    if (!epilogue.equals(Epilogue.NONE)) {
      throw flow.none("products are joined with bias and activation after gradients are made");
    }
  }
}
