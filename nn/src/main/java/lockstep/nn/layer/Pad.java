package lockstep.nn.layer;

import java.util.List;
import lockstep.kernels.move.PadMode;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Value;

/// Images with more pixels around them.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, H, W, C]` |
/// | y | `[N, top + H + bottom, left + W + right, C]` |
///
/// @param top rows above
/// @param bottom rows below
/// @param left columns to the left
/// @param right columns to the right
/// @param mode what they are made of
/// @param value what they are where the mode is CONSTANT
public record Pad(int top, int bottom, int left, int right, PadMode mode, float value)
    implements Layer {

  /// Checks the sizes.
  public Pad {
    Require.atLeast("Pad.top", 0, top);
    Require.atLeast("Pad.bottom", 0, bottom);
    Require.atLeast("Pad.left", 0, left);
    Require.atLeast("Pad.right", 0, right);
  }

  /// {@return so many zeros on each side}
  public static Pad zeros(int pixels) {
    return new Pad(pixels, pixels, pixels, pixels, PadMode.CONSTANT, 0);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(x.shape().rank() == 4, "Pad", "images [N, H, W, C]", x, "Reshape it.");
    return g.apply(
        new MoveOp.Pad(mode, List.of(0, top, left, 0), List.of(0, bottom, right, 0), value), x);
  }
}
