package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// Adds sines and cosines of its place to each token: to feature 2i of token t `sin(t /
/// 10000^(2i/width))`, to feature 2i + 1 the cosine of the same.
///
/// | tensor | shape |
/// |---|---|
/// | x, y | `[N, T, width]` |
public record SinusoidalPositions() implements Layer {

  private static final double BASE = 10_000;

  @Override
  public Value lower(GraphBuilder g, Value x) {
    OverTime.requireSequences(g, "SinusoidalPositions", x);
    return g.add(x, g.constant(table(x.shape().size(1), x.shape().size(2))));
  }

  private static Tensor table(int tokens, int width) {
    float[] numbers = new float[tokens * width];
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < width; i++) {
        double angle = token / StrictMath.pow(BASE, (double) (i - i % 2) / width);
        double number = i % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
        numbers[token * width + i] = (float) number;
      }
    }
    return Tensor.of(Shape.of(tokens, width), numbers);
  }
}
