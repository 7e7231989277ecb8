package lockstep.nn.loss;

import lockstep.kernels.map.Unary;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;

/// For quantities among which some are far off: the mean of `|prediction − target|`, both of one
/// shape. Also called L1.
public record MeanAbsolute() implements Loss {

  @Override
  public Value lower(GraphBuilder g, Value prediction) {
    Value target = g.input(TARGET, DType.FLOAT32, prediction.shape());
    return g.mean(g.map(Unary.ABS, g.subtract(prediction, target)));
  }
}
