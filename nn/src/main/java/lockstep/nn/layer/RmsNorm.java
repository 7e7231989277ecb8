package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// Each row of features over the root of its mean square, then scaled.
///
/// | tensor | shape |
/// |---|---|
/// | x, y | `[N, …, features]` |
/// | weight | `[features]`, at first 1 |
///
/// @param epsilon what is added to a mean square
public record RmsNorm(float epsilon) implements Layer {

  /// Checks the setting.
  public RmsNorm {
    Require.positive("RmsNorm.epsilon", epsilon);
  }

  /// With an epsilon of 10⁻⁵.
  public RmsNorm() {
    this(1e-5f);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(
        x.shape().rank() >= 2, "RmsNorm", "at least two axes [N, …, features]", x, "Reshape it.");
    Shape features = Shape.of(x.shape().size(-1));
    return g.apply(
        new NormOp.RmsNorm(epsilon), x, g.parameter("weight", features, Initializer.ones()));
  }
}
