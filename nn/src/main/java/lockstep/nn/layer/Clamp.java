package lockstep.nn.layer;

import lockstep.kernels.map.Shaped;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Value;

/// x between two bounds; any shape.
///
/// @param low what smaller numbers become
/// @param high what larger numbers become
public record Clamp(float low, float high) implements Layer {

  /// Checks the bounds.
  public Clamp {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "Clamp.low: expected at most high = " + high + ", got " + low + ".");
    }
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    return g.apply(new MapOp.ShapedMap(new Shaped.Clamp(low, high)), x);
  }
}
