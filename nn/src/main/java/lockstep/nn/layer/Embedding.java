package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// Features that are looked up by number.
///
/// | tensor | shape |
/// |---|---|
/// | x | any, INT32, from 0 to `rows` − 1 |
/// | weight | `[rows, width]` |
/// | y | that of x, then `width` |
///
/// @param rows how many numbers there are, such as words
/// @param width features of each
public record Embedding(int rows, int width) implements Layer {

  /// Checks the sizes.
  public Embedding {
    Require.atLeast("Embedding.rows", 1, rows);
    Require.atLeast("Embedding.width", 1, width);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(
        x.dtype() == DType.INT32,
        "Embedding",
        "numbers as INT32",
        x,
        "Make the model for an input of that kind.");
    Value table = g.parameter("weight", Shape.of(rows, width), new Initializer.Normal(0, 1));
    return g.gather(table, 0, x);
  }
}
