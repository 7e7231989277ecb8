package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.Value;

/// `eˣ / Σ eˣ` over the last axis: positive numbers that sum to 1. A network that learns by
/// cross-entropy ends before it: that loss takes logits.
///
/// | tensor | shape |
/// |---|---|
/// | x, y | `[…, classes]` |
public record Softmax() implements Layer {

  @Override
  public Value lower(GraphBuilder g, Value x) {
    return g.apply(new SoftmaxOp.Softmax(), x);
  }
}
