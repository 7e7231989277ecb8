package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// All axes but the first as one. Channels come last: what another framework flattened with its
/// channels first has its features in another order.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, …]` |
/// | y | `[N, features]` |
public record Flatten() implements Layer {

  @Override
  public Value lower(GraphBuilder g, Value x) {
    Shape shape = x.shape();
    g.expect(shape.rank() >= 1, "Flatten", "at least one axis [N, …]", x, "Reshape it.");
    Shape examples = Shape.of(0).withAxisOf(0, shape, 0);
    return g.reshape(x, examples.insert(1, shape.product(1, shape.rank())));
  }
}
