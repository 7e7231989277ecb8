package lockstep.nn.layer;

import java.util.List;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.graph.Value;

/// A plain recurrence, `h = tanh(x·W + h·U + b)`.
///
/// A first state is zeros. With D = 2 for both directions and else 1:
///
/// | tensor | shape | in PyTorch |
/// |---|---|---|
/// | x | `[N, T, features]` | with `batch_first` |
/// | `0.input_weight` | `[features, hidden]` | `weight_ih_l0`, transposed |
/// | `0.recurrent_weight` | `[hidden, hidden]` | `weight_hh_l0`, transposed |
/// | `0.bias` | `[hidden]` | the sum of `bias_ih_l0` and `bias_hh_l0` |
/// | y, all steps | `[N, T, D·hidden]` | the output |
/// | y, the last step | `[N, D·hidden]` | the last layer's `h_n`, directions side by side |
///
/// A layer on top of another has the next number for 0 and `D·hidden` features. What belongs to the
/// second direction of both is named `0.reverse.input_weight` and so on, `weight_ih_l0_reverse` in
/// PyTorch.
///
/// @param hidden features of the state
/// @param layers how many lie on top of each other
/// @param directions the order of reading
/// @param steps what is handed on
/// @param lengths whether sequences have lengths of their own; beyond its end a sequence's y
///   repeats the last state that was read
public record Rnn(int hidden, int layers, Directions directions, Steps steps, Lengths lengths)
    implements Layer {

  /// Checks the sizes.
  public Rnn {
    RecurrentStack.requireSizes("Rnn", hidden, layers);
  }

  /// One layer, read forward, that hands on all steps.
  public Rnn(int hidden) {
    this(hidden, 1, Directions.FORWARD, Steps.ALL, Lengths.WHOLE);
  }

  /// {@return this layer, handing on the last step}
  public Rnn last() {
    return new Rnn(hidden, layers, directions, Steps.LAST, lengths);
  }

  /// {@return so many of this layer on top of each other}
  public Rnn stacked(int count) {
    return new Rnn(hidden, count, directions, steps, lengths);
  }

  /// {@return this layer, reading in that order}
  public Rnn reading(Directions order) {
    return new Rnn(hidden, layers, order, steps, lengths);
  }

  /// {@return this layer, with a length for each sequence}
  public Rnn withLengths() {
    return new Rnn(hidden, layers, directions, steps, Lengths.GIVEN);
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    var stack =
        new RecurrentStack(
            hidden,
            layers,
            directions,
            steps,
            lengths,
            1,
            List.of(RecurrentStack.BIAS),
            1,
            RecurrentOp.Rnn::new);
    return stack.lower(g, "Rnn", x);
  }
}
