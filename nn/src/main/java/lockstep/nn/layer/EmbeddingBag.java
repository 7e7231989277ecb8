package lockstep.nn.layer;

import lockstep.kernels.map.Binary;
import lockstep.kernels.map.Unary;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// Features that are looked up by number and taken together: a bag of words.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, L]`, INT32, from 0 to `rows` − 1; negative where there is none |
/// | weight | `[rows, width]` |
/// | y | `[N, width]`; zeros for an empty bag |
///
/// @param rows how many numbers there are, such as words
/// @param width features of each
/// @param combination how they are taken together
public record EmbeddingBag(int rows, int width, Combination combination) implements Layer {

  /// The integers that float32 holds exactly end here.
  private static final int MOST_ROWS = 1 << 24;

  /// How the rows of a bag are taken together.
  public enum Combination {
    /// Their sum.
    SUM,
    /// Their mean.
    MEAN
  }

  /// Checks the sizes.
  public EmbeddingBag {
    Require.atLeast("EmbeddingBag.rows", 1, rows);
    Require.atLeast("EmbeddingBag.width", 1, width);
    if (rows > MOST_ROWS) {
      throw new IllegalArgumentException(
          "EmbeddingBag.rows: expected at most " + MOST_ROWS + ", got " + rows + ".");
    }
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(
        x.dtype() == DType.INT32 && x.shape().rank() == 2,
        "EmbeddingBag",
        "bags [N, L] of INT32",
        x,
        "Pad short bags with −1.");
    Value table = g.parameter("weight", Shape.of(rows, width), new Initializer.Normal(0, 1));
    Value numbers = g.apply(new MapOp.Cast(DType.FLOAT32), x);
    Value zero = g.fill(0, Shape.of(1, 1));
    Value present = g.map(Binary.GREATER_EQUAL, numbers, zero);
    Value indices = g.apply(new MapOp.Cast(DType.INT32), g.map(Unary.RELU, numbers));
    // The sum of the rows that are there is a product with the weight of each: 1, or 0.
    Value weights = g.reshape(weights(g, present), x.shape().insert(1, 1));
    Value y = g.matMul(weights, g.gather(table, 0, indices));
    return g.reshape(y, y.shape().without(1));
  }

  private Value weights(GraphBuilder g, Value present) {
    return switch (combination) {
      case SUM -> present;
      case MEAN -> {
        Value count = g.reduce(Reduction.SUM, present, 1);
        yield g.divide(present, g.map(Binary.MAXIMUM, count, g.fill(1, Shape.of(1, 1))));
      }
    };
  }
}
