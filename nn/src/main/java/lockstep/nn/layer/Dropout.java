package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.RandomOp;
import lockstep.nn.graph.Value;

/// In training, zeros instead of some elements, and the others larger so that the mean stays. In
/// use, nothing.
///
/// Which elements these are follows from the model's seed and the number of the step alone.
///
/// | tensor | shape |
/// |---|---|
/// | x, y | any |
///
/// @param probability that an element becomes zero
public record Dropout(float probability) implements Layer {

  /// Checks the probability.
  public Dropout {
    if (!(probability >= 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "Dropout.probability: expected at least 0 and less than 1, got " + probability + ".");
    }
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    return switch (g.mode()) {
      case TRAIN -> g.apply(new RandomOp.Dropout(probability, g.seed(), g.stream()), x, g.step());
      case INFER -> x;
    };
  }
}
