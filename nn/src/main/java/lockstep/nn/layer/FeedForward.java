package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// Two dense layers over the features of each token, and a function between them.
///
/// | tensor | shape |
/// |---|---|
/// | x, y | `[…, features]` |
/// | `up.weight` | `[features, hidden]` |
/// | `down.weight` | `[hidden, features]` |
/// | `up.bias`, `down.bias`, where there are biases | `[hidden]`, `[features]` |
///
/// @param hidden features between the two, four times as many as outside as a rule
/// @param function what is between them
/// @param bias whether both have biases
public record FeedForward(int hidden, Function function, Bias bias) implements Layer {

  /// Checks the size.
  public FeedForward {
    Require.atLeast("FeedForward.hidden", 1, hidden);
  }

  /// With GELU and biases.
  public FeedForward(int hidden) {
    this(hidden, Function.gelu(), Bias.ADDED);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    Value up = new Dense(hidden, bias).lower(g, "up", x);
    return new Dense(x.shape().size(-1), bias).lower(g, "down", function.lower(g, up));
  }
}
