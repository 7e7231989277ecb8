package lockstep.nn.zoo;

import lockstep.kernels.map.Unary;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.RandomOp;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Layer;

/// A network that says its input again, through numbers that are drawn: in training `z = mean +
/// e^(logVariance/2)·noise`, in use `z = mean`.
///
/// | value | shape |
/// |---|---|
/// | images | `[N, 28, 28, 1]` |
/// | mean, logVariance, z | `[N, width]` |
/// | what it says, logits | `[N, 28, 28, 1]` |
///
/// In training it adds the divergence of z from normal noise to the loss, weighted, as the part
/// named `divergence`: `−½·Σ (1 + logVariance − mean² − e^logVariance)`, the mean over examples.
///
/// @param width numbers in the middle
/// @param divergenceWeight how much the divergence counts beside the loss of a pixel
public record VariationalAutoencoder(int width, float divergenceWeight) implements Layer {

  /// With 16 numbers, and a weight that makes the mean over pixels a sum.
  public VariationalAutoencoder() {
    this(16, 1f / (28 * 28));
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    Value features = Zoo.imageEncoder().lower(g, "encoder", x);
    Value mean = new Dense(width).lower(g, "mean", features);
    Value z =
        switch (g.mode()) {
          case TRAIN -> draw(g, mean, new Dense(width).lower(g, "log_variance", features));
          case INFER -> mean;
        };
    return Zoo.imageDecoder().lower(g, "decoder", z);
  }

  private Value draw(GraphBuilder g, Value mean, Value logVariance) {
    Value variance = g.map(Unary.EXP, logVariance);
    Value terms =
        g.subtract(g.affine(1, logVariance, 1), g.add(g.map(Unary.SQUARE, mean), variance));
    Value divergence = g.mean(g.reduce(Reduction.SUM, terms, 1));
    g.addLoss("divergence", g.affine(-divergenceWeight / 2, divergence, 0));
    Value deviation = g.map(Unary.EXP, g.affine(0.5f, logVariance, 0));
    Value noise = g.apply(new RandomOp.Normal(g.seed(), g.stream()), mean, g.step());
    return g.add(mean, g.multiply(deviation, noise));
  }
}
