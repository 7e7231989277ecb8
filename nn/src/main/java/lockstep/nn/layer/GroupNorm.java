package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// Each group of channels of each image with mean 0 and variance 1, then scaled and shifted.
///
/// | tensor | shape |
/// |---|---|
/// | x, y | `[N, …, C]` |
/// | weight, bias | `[C]`, at first 1 and 0 |
///
/// @param groups parts into which channels are cut
/// @param epsilon what is added to a variance
public record GroupNorm(int groups, float epsilon) implements Layer {

  /// Checks the settings.
  public GroupNorm {
    Require.atLeast("GroupNorm.groups", 1, groups);
    Require.positive("GroupNorm.epsilon", epsilon);
  }

  /// As PyTorch has it: epsilon 10⁻⁵.
  public GroupNorm(int groups) {
    this(groups, 1e-5f);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(x.shape().rank() >= 2, "GroupNorm", "at least two axes [N, …, C]", x, "Reshape it.");
    Shape channels = Shape.of(x.shape().size(-1));
    Value weight = g.parameter("weight", channels, Initializer.ones());
    Value bias = g.parameter("bias", channels, Initializer.zeros());
    return g.apply(new NormOp.GroupNorm(groups, epsilon), x, weight, bias);
  }
}
