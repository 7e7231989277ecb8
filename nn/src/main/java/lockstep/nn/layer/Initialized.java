package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Value;

/// A layer whose matrices begin otherwise than they would by themselves. It adds nothing to their
/// names.
///
/// @param matrices how parameters of two axes and more begin
/// @param layer the layer
public record Initialized(Initializer matrices, Layer layer) implements Layer {

  @Override
  public Value lower(GraphBuilder g, Value x) {
    return g.withMatrices(matrices, () -> layer.lower(g, x));
  }
}
