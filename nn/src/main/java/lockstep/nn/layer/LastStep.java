package lockstep.nn.layer;

import java.util.List;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// The last step of each sequence.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, T, features]` |
/// | y | `[N, features]` |
///
/// @param lengths which step is the last
public record LastStep(Lengths lengths) implements Layer {

  /// The last step of the tensor.
  public LastStep() {
    this(Lengths.WHOLE);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    OverTime.requireSequences(g, "LastStep", x);
    List<Value> given = lengths.of(g, x);
    if (given.isEmpty()) {
      return g.reshape(g.slice(x, 1, x.shape().size(1) - 1, 1), x.shape().without(1));
    }
    return OverTime.sum(g, x, given.getFirst(), (step, length) -> step == length - 1 ? 1 : 0);
  }
}
