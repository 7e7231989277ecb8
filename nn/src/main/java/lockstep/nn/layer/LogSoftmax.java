package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.Value;

/// The logarithm of {@link Softmax}, without its rounding to 0.
///
/// | tensor | shape |
/// |---|---|
/// | x, y | `[…, classes]` |
public record LogSoftmax() implements Layer {

  @Override
  public Value lower(GraphBuilder g, Value x) {
    return g.apply(new SoftmaxOp.LogSoftmax(), x);
  }
}
