package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// A part of a network. A layer is a record of its settings and this one method; its parameters are
/// made here, by name, and live beside the model.
@FunctionalInterface
public interface Layer {

  /// {@return what it makes of `x`}
  ///
  /// @throws lockstep.nn.graph.ShapeException if x does not fit
  Value lower(GraphBuilder g, Value x);

  /// {@return what it makes of `x` as a part named `name` of another layer}
  default Value lower(GraphBuilder g, String name, Value x) {
    return g.in(name, () -> lower(g, x));
  }
}
