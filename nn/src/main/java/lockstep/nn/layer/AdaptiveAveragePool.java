package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.PoolWindow;
import lockstep.nn.graph.Value;

/// Averages that make images of a given size of images of any size.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, H, W, C]` |
/// | y | `[N, height, width, C]` |
///
/// @param height rows of y
/// @param width columns of y
public record AdaptiveAveragePool(int height, int width) implements Layer {

  /// Checks the sizes.
  public AdaptiveAveragePool {
    Require.atLeast("AdaptiveAveragePool.height", 1, height);
    Require.atLeast("AdaptiveAveragePool.width", 1, width);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(x.shape().rank() == 4, "AdaptiveAveragePool", "images [N, H, W, C]", x, "Reshape it.");
    return g.apply(new PoolOp.AveragePool(new PoolWindow.Adaptive(height, width)), x);
  }
}
