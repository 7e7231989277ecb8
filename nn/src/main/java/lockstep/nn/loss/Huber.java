package lockstep.nn.loss;

import lockstep.kernels.map.Shaped;
import lockstep.kernels.map.Unary;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;

/// For quantities among which some are far off: with `d = prediction − target`, both of one shape,
/// the mean of `d²/2` where |d| ≤ δ, else of `δ·(|d| − δ/2)`.
///
/// @param delta δ: from where on it grows like a line
public record Huber(float delta) implements Loss {

  /// Checks δ.
  public Huber {
    if (!(delta > 0)) {
      throw new IllegalArgumentException(
          "Huber.delta: expected a number greater than 0, got " + delta + ".");
    }
  }

  /// With δ = 1.
  public Huber() {
    this(1);
  }

  @Override
  public Value lower(GraphBuilder g, Value prediction) {
    Value target = g.input(TARGET, DType.FLOAT32, prediction.shape());
    Value off = g.subtract(prediction, target);
    // With c the clamped difference, c·d − c²/2 is both branches at once.
    Value clamped = g.apply(new MapOp.ShapedMap(new Shaped.Clamp(-delta, delta)), off);
    Value half = g.affine(0.5f, g.map(Unary.SQUARE, clamped), 0);
    return g.mean(g.subtract(g.multiply(clamped, off), half));
  }
}
