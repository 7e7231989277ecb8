package lockstep.nn.layer;

import lockstep.kernels.move.ResizeMode;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// Larger images.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, H, W, C]` |
/// | y | `[N, factor·H, factor·W, C]` |
///
/// @param factor how much larger
/// @param mode what is between pixels
public record Upsample(int factor, ResizeMode mode) implements Layer {

  /// Checks the factor.
  public Upsample {
    Require.atLeast("Upsample.factor", 1, factor);
  }

  /// Repeats pixels.
  public Upsample(int factor) {
    this(factor, ResizeMode.NEAREST);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    Shape images = x.shape();
    g.expect(images.rank() == 4, "Upsample", "images [N, H, W, C]", x, "Reshape it.");
    return g.apply(new MoveOp.Resize(mode, factor * images.size(1), factor * images.size(2)), x);
  }
}
