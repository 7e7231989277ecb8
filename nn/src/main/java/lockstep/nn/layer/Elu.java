package lockstep.nn.layer;

import lockstep.kernels.map.Shaped;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Value;

/// x where x > 0, else `α·(eˣ − 1)`; any shape.
///
/// @param alpha the limit towards −∞, as −α
public record Elu(float alpha) implements Layer {

  /// With α = 1.
  public Elu() {
    this(1);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    return g.apply(new MapOp.ShapedMap(new Shaped.Elu(alpha)), x);
  }
}
