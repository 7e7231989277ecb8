package lockstep.nn.layer;

import lockstep.kernels.map.Shaped;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Value;

/// x where x > 0, else slope·x; any shape.
///
/// @param slope that of negative numbers
public record LeakyRelu(float slope) implements Layer {

  /// With a slope of 0.01.
  public LeakyRelu() {
    this(0.01f);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    return g.apply(new MapOp.ShapedMap(new Shaped.LeakyRelu(slope)), x);
  }
}
