package lockstep.nn.loss;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// What training makes small.
@FunctionalInterface
public interface Loss {

  /// The input that holds what the network should say.
  String TARGET = "target";

  /// {@return the loss, a scalar; it asks for its own input {@link #TARGET}}
  Value lower(GraphBuilder g, Value prediction);
}
