package lockstep.nn.layer;

import java.util.List;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// Layers side by side, their results one after the other along the last axis; their names are
/// their numbers, from 0 on.
///
/// | tensor | shape |
/// |---|---|
/// | x | any |
/// | result i | `[…, Cᵢ]` |
/// | y | `[…, C₀ + C₁ + …]` |
///
/// @param branches the layers
public record Concat(List<Layer> branches) implements Layer {

  /// Copies the list.
  public Concat {
    branches = List.copyOf(branches);
    Require.atLeast("Concat.branches", 1, branches.size());
  }

  /// {@return those layers side by side}
  public static Concat of(Layer... branches) {
    return new Concat(List.of(branches));
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    var results = new java.util.ArrayList<Value>();
    for (int i = 0; i < branches.size(); i++) {
      results.add(branches.get(i).lower(g, Integer.toString(i), x));
    }
    return g.concat(-1, results);
  }
}
