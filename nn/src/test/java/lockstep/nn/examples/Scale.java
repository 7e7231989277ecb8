package lockstep.nn.examples;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.Layer;
import lockstep.nn.tensor.Shape;

/// A layer of one's own: multiplies each feature by a number that is learnt.
public record Scale(float first) implements Layer {

  @Override
  public Value lower(GraphBuilder g, Value x) {
    var features = Shape.of(x.shape().size(-1));
    return g.multiply(x, g.parameter("factor", features, new Initializer.Same(first)));
  }
}
