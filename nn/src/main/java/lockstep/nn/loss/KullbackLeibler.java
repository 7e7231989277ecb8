package lockstep.nn.loss;

import lockstep.kernels.map.Shaped;
import lockstep.kernels.map.Unary;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;

/// The divergence of a distribution from another: the mean over rows of `Σ target·(log target −
/// prediction)`, both `[…, classes]`, the prediction as log-probabilities ({@link
/// lockstep.nn.layer.LogSoftmax}), the target as probabilities, of which those that are 0 add
/// nothing.
public record KullbackLeibler() implements Loss {

  @Override
  public Value lower(GraphBuilder g, Value prediction) {
    g.expect(
        prediction.shape().rank() >= 1,
        "KullbackLeibler",
        "log-probabilities […, classes]",
        prediction,
        "Reshape it.");
    Value target = g.input(TARGET, DType.FLOAT32, prediction.shape());
    // 0 · log 0 must be 0: the logarithm begins at the smallest normal number.
    var normal = new Shaped.Clamp(Float.MIN_NORMAL, Float.MAX_VALUE);
    Value logTarget = g.map(Unary.LOG, g.apply(new MapOp.ShapedMap(normal), target));
    Value terms = g.multiply(target, g.subtract(logTarget, prediction));
    return g.mean(g.reduce(Reduction.SUM, terms, -1));
  }
}
