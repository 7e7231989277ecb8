package lockstep.nn.optimizer;

import java.util.List;
import lockstep.kernels.map.Binary;
import lockstep.kernels.map.Unary;
import lockstep.kernels.reduce.Reduction;
import lockstep.kernels.update.Rule;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// How matrices follow from gradients: in all directions alike, however unlike the gradient's sizes
/// in them are.
///
/// It is Muon (K. Jordan and others, “Muon: An optimizer for hidden layers in neural networks”,
/// 2024), scaled as in J. Liu and others, “Muon is Scalable for LLM Training”, 2025, so that an
/// update has the size of AdamW's and one learning rate serves both. With the gradient G of the
/// matrix W, the rate η and M that is 0 at first:
///
/// ```
/// M ← μM + (1 − μ)G
/// X = μM + (1 − μ)G, divided by its Frobenius norm, or by 10⁻⁷ if that is more
/// five times: X ← aX + (bA + cA²)X with A = XXᵀ, a = 3.4445, b = −4.7750, c = 2.0315
/// W ← W − η·(λW + 0.2·√max(rows, columns)·X)
/// ```
///
/// The five steps of Newton and Schulz bring all singular values near 1, to about 0.7 to 1.2; those
/// below a thousandth of the norm stay smaller. Where a matrix has more rows than columns, A is XᵀX
/// and stands on the right: the same result from smaller products.
///
/// An update of r rows and c columns, r the fewer, takes `5·(4·r²·c + 2·r³)` operations, whatever
/// the batch: where a batch has fewer rows than some r, that is more than the step itself.
///
/// Parameters of more than two axes, such as the weights of convolutions `[h, w, c, k]`, are
/// matrices with all axes but the last as rows.
///
/// @param momentum μ, from 0 to below 1
/// @param weightDecay λ
public record Muon(double momentum, double weightDecay) {

  private static final int STEPS = 5;
  private static final float A = 3.4445f;
  private static final float B = -4.7750f;
  private static final float C = 2.0315f;
  private static final float LEAST_NORM = 1e-7f;
  private static final double SIZE_OF_ADAM = 0.2;

  /// Checks the ranges.
  public Muon {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "Muon.momentum: expected a number from 0 to below 1, got " + momentum + ".");
    }
    if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Muon.weightDecay: expected a finite number, 0 or more, got " + weightDecay + ".");
    }
  }

  /// {@return whether a parameter of that shape is a matrix: of at least two rows and two columns}
  static boolean suits(Shape shape) {
    return shape.rank() >= 2 && rows(shape) > 1 && shape.size(-1) > 1;
  }

  private static int rows(Shape shape) {
    return shape.product(0, shape.rank() - 1);
  }

  /// Adds the update of a matrix to a graph.
  ///
  /// @param velocity M, a variable of the parameter's shape
  /// @param rate the input that holds η
  /// @param number the input that holds the number of the update
  /// @return the node that updates it
  Node lower(
      GraphBuilder g, Value parameter, Value gradient, Value velocity, Value rate, Value number) {
    Shape shape = parameter.shape();
    int rows = rows(shape);
    int columns = shape.size(-1);
    // From M as it was: μ(μM + (1 − μ)G) + (1 − μ)G.
    float kept = (float) (momentum * momentum);
    float taken = (float) (1 - momentum * momentum);
    Value ahead = g.add(g.affine(kept, velocity, 0), g.affine(taken, gradient, 0));
    Value direction = orthogonal(g, g.reshape(ahead, Shape.of(rows, columns)));
    g.add(new UpdateOp.MovingAverage(momentum), List.of(velocity, gradient));
    float size = (float) (SIZE_OF_ADAM * Math.sqrt(Math.max(rows, columns)));
    return g.add(
        new UpdateOp.Update(new Rule.Sgd(weightDecay), true),
        List.of(
            parameter, g.reshape(direction, shape), rate, number, g.fill(size, Shape.scalar())));
  }

  private static Value orthogonal(GraphBuilder g, Value matrix) {
    boolean tall = matrix.shape().size(0) > matrix.shape().size(1);
    Value norm = g.map(Unary.SQRT, g.reduce(Reduction.SUM_OF_SQUARES, matrix, 0, 1));
    Value x = g.divide(matrix, g.map(Binary.MAXIMUM, norm, g.fill(LEAST_NORM, Shape.of(1, 1))));
    for (int step = 0; step < STEPS; step++) {
      Value square = g.matMul(x, tall, x, !tall);
      // Sums of a product and what was there before it become one operation each.
      Value factor = g.add(g.matMul(square, g.affine(C, square, 0)), g.affine(B, square, 0));
      Value product = tall ? g.matMul(x, factor) : g.matMul(factor, x);
      x = g.add(product, g.affine(A, x, 0));
    }
    return x;
  }
}
