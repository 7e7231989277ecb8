package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// Adds a learnt vector for its place to each token.
///
/// | tensor | shape |
/// |---|---|
/// | x, y | `[N, T, width]`, T at most `rows` |
/// | weight | `[rows, width]` |
///
/// @param rows places
public record PositionalEmbedding(int rows) implements Layer {

  /// Checks the size.
  public PositionalEmbedding {
    Require.atLeast("PositionalEmbedding.rows", 1, rows);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(
        x.shape().rank() == 3 && x.shape().size(1) <= rows,
        "PositionalEmbedding",
        "tokens [N, T, width] with at most " + rows + " places",
        x,
        "Cut the sequences, or set more rows.");
    int width = x.shape().size(2);
    Value table = g.parameter("weight", Shape.of(rows, width), new Initializer.Normal(0, 1));
    return g.add(x, g.slice(table, 0, 0, x.shape().size(1)));
  }
}
