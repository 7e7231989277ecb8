package lockstep.nn.loss;

import lockstep.kernels.map.Unary;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;

/// For answers that are yes or no: the mean of `−w·t·log p − (1 − t)·log(1 − p)` with `p =
/// sigmoid(prediction)` and targets t from 0 to 1, of the shape of the prediction.
///
/// It takes logits, and neither overflows nor rounds to a logarithm of 0: with w = 1 it is `max(x,
/// 0) − x·t + log(1 + e^−|x|)`. It is computed as `w·t·softplus(−x) + (1 − t)·softplus(x)`, which
/// is that, subtracts nothing, and has the right slope at 0, where max and |x| have a corner.
///
/// @param positiveWeight w: how much a yes counts
public record BinaryCrossEntropy(float positiveWeight) implements Loss {

  /// With yes and no counting the same.
  public BinaryCrossEntropy() {
    this(1);
  }

  @Override
  public Value lower(GraphBuilder g, Value prediction) {
    Value target = g.input(TARGET, DType.FLOAT32, prediction.shape());
    Value missed = g.map(Unary.SOFTPLUS, g.map(Unary.NEGATE, prediction));
    Value invented = g.map(Unary.SOFTPLUS, prediction);
    Value yes = g.multiply(g.affine(positiveWeight, target, 0), missed);
    Value no = g.multiply(g.affine(-1, target, 1), invented);
    return g.mean(g.add(yes, no));
  }
}
