package lockstep.nn.loss;

import lockstep.kernels.map.Binary;
import lockstep.kernels.map.Unary;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// For directions: the mean of 1 minus the cosine between prediction and target, both `[…,
/// features]`. A row of zeros has the cosine 0.
public record Cosine() implements Loss {

  /// The square of 10⁻⁸, below which the product of two lengths does not go.
  private static final float LEAST = 1e-16f;

  @Override
  public Value lower(GraphBuilder g, Value prediction) {
    g.expect(
        prediction.shape().rank() >= 1, "Cosine", "rows […, features]", prediction, "Reshape it.");
    Value target = g.input(TARGET, DType.FLOAT32, prediction.shape());
    Value dot = g.reduce(Reduction.SUM, g.multiply(prediction, target), -1);
    Value squares =
        g.multiply(
            g.reduce(Reduction.SUM_OF_SQUARES, prediction, -1),
            g.reduce(Reduction.SUM_OF_SQUARES, target, -1));
    // One root of both, held away from 0, where its slope is infinite.
    Value lengths = g.map(Unary.SQRT, g.map(Binary.MAXIMUM, squares, g.fill(LEAST, Shape.of(1))));
    return g.affine(-1, g.mean(g.divide(dot, lengths)), 1);
  }
}
