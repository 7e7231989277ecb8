package lockstep.nn.layer;

import java.util.List;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// The mean of the steps of each sequence.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, T, features]` |
/// | y | `[N, features]` |
///
/// @param lengths which steps count
public record MeanOverTime(Lengths lengths) implements Layer {

  /// All steps count.
  public MeanOverTime() {
    this(Lengths.WHOLE);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    OverTime.requireSequences(g, "MeanOverTime", x);
    List<Value> given = lengths.of(g, x);
    if (given.isEmpty()) {
      return g.reshape(g.reduce(Reduction.MEAN, x, 1), x.shape().without(1));
    }
    return OverTime.sum(g, x, given.getFirst(), (_, length) -> 1f / length);
  }
}
