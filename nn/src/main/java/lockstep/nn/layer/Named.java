package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// A layer under a name of its own, in place of the one that its container would give it: in a
/// {@link Sequential}, `new Named("conv1", …)` has `conv1.weight` instead of `0.weight`.
///
/// Two layers of one name in one place share their parameters.
///
/// @param name without dots
/// @param layer what has it
public record Named(String name, Layer layer) implements Layer {

  /// Checks the name.
  public Named {
    if (name.isEmpty() || name.contains(".")) {
      throw new IllegalArgumentException(
          "Named.name: expected a name without dots, got `" + name + "`.");
    }
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    return layer.lower(g, name, x);
  }

  @Override
  public Value lower(GraphBuilder g, String place, Value x) {
    return lower(g, x);
  }
}
