package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// Each row of features with mean 0 and variance 1, then scaled and shifted.
///
/// | tensor | shape |
/// |---|---|
/// | x, y | `[N, …, features]` |
/// | weight, bias | `[features]`, at first 1 and 0 |
///
/// @param epsilon what is added to a variance
/// @param bias whether there is one
public record LayerNorm(float epsilon, Bias bias) implements Layer {

  /// Checks the settings.
  public LayerNorm {
    Require.positive("LayerNorm.epsilon", epsilon);
  }

  /// As PyTorch has it: epsilon 10⁻⁵, with a bias.
  public LayerNorm() {
    this(1e-5f, Bias.ADDED);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(
        x.shape().rank() >= 2, "LayerNorm", "at least two axes [N, …, features]", x, "Reshape it.");
    Shape features = Shape.of(x.shape().size(-1));
    Value weight = g.parameter("weight", features, Initializer.ones());
    Value shift =
        switch (bias) {
          case ADDED -> g.parameter("bias", features, Initializer.zeros());
          case NONE -> g.fill(0, features);
        };
    return g.apply(new NormOp.LayerNorm(epsilon), x, weight, shift);
  }
}
