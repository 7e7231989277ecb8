package lockstep.nn.layer;

import lockstep.kernels.map.Shaped;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Value;

/// `x·tanh(log(1 + eˣ))`; any shape.
public record Mish() implements Layer {

  @Override
  public Value lower(GraphBuilder g, Value x) {
    return g.apply(new MapOp.ShapedMap(new Shaped.Mish()), x);
  }
}
