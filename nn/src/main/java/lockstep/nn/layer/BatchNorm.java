package lockstep.nn.layer;

import lockstep.kernels.norm.After;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// Each channel with mean 0 and variance 1, then scaled and shifted. Lowered for training it
/// measures the batch, and its running averages follow; lowered for use it takes these averages. So
/// it does in training where both weight and bias are frozen: what is frozen stays as it is.
///
/// | tensor | shape | |
/// |---|---|---|
/// | x, y | `[N, …, C]` | |
/// | weight, bias | `[C]` | learnt, at first 1 and 0 |
/// | running_mean, running_var | `[C]` | state, at first 0 and 1 |
///
/// @param epsilon what is added to a variance
/// @param momentum the part of a batch's statistics in the running averages
public record BatchNorm(float epsilon, float momentum) implements Layer {

  /// Checks the settings.
  public BatchNorm {
    Require.positive("BatchNorm.epsilon", epsilon);
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "BatchNorm.momentum: expected a number from 0 to 1, got " + momentum + ".");
    }
  }

  /// As PyTorch has it: epsilon 10⁻⁵, momentum 0.1.
  public BatchNorm() {
    this(1e-5f, 0.1f);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(x.shape().rank() >= 2, "BatchNorm", "at least two axes [N, …, C]", x, "Reshape it.");
    Shape channels = Shape.of(x.shape().size(-1));
    Value weight = g.parameter("weight", channels, Initializer.ones());
    Value bias = g.parameter("bias", channels, Initializer.zeros());
    Value mean = g.state("running_mean", channels, Initializer.zeros());
    Value variance = g.state("running_var", channels, Initializer.ones());
    return g.learns(weight) || g.learns(bias)
        ? g.apply(
            new NormOp.BatchNorm(epsilon, momentum, After.NOTHING), x, weight, bias, mean, variance)
        : g.apply(
            new NormOp.BatchNormInference(epsilon, After.NOTHING), x, mean, variance, weight, bias);
  }
}
