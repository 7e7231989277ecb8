package lockstep.nn.loss;

import lockstep.kernels.map.Unary;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;

/// For quantities: the mean of `(prediction − target)²`, both of one shape.
public record MeanSquared() implements Loss {

  @Override
  public Value lower(GraphBuilder g, Value prediction) {
    Value target = g.input(TARGET, DType.FLOAT32, prediction.shape());
    return g.mean(g.map(Unary.SQUARE, g.subtract(prediction, target)));
  }
}
