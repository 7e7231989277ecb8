package lockstep.nn.graph;

import lockstep.kernels.recurrent.Direction;

/// Recurrent layers over whole sequences, batch first.
///
/// | value | shape |
/// |---|---|
/// | x | `[N, T, features]` |
/// | h (and for Lstm c) at first | `[N, hidden]` |
/// | weights | as the kernels take them: `[features, gates·hidden]`, `[hidden, gates·hidden]`, bias `[gates·hidden]` |
/// | lengths, where `masked` | `[N]`, INT32: later steps repeat the last state |
/// | y | `[N, T, hidden]` |
/// | last h (and c) | `[N, hidden]` |
/// | saved | the kernel's own, for the gradient |
public sealed interface RecurrentOp extends Op {

  /// Inputs: x, h, c, input weights, recurrent weights, bias[, lengths]. Outputs: y, last h, last
  /// c, saved.
  record Lstm(Direction direction, boolean masked) implements RecurrentOp {}

  /// Inputs: those of {@link Lstm}, then y, saved, dy, dlast h, dlast c. Outputs: dx, dh, dc and
  /// the gradients of the three weights.
  record LstmGradient(Lstm of) implements RecurrentOp {}

  /// Inputs: x, h, input weights, recurrent weights, bias, recurrent bias[, lengths]. Outputs: y,
  /// last h, saved.
  record Gru(Direction direction, boolean masked) implements RecurrentOp {}

  /// Inputs: those of {@link Gru}, then y, saved, dy, dlast h. Outputs: dx, dh and the gradients of
  /// the four weights.
  record GruGradient(Gru of) implements RecurrentOp {}

  /// A plain recurrence with tanh. Inputs: x, h, input weights, recurrent weights, bias[, lengths].
  /// Outputs: y, last h.
  record Rnn(Direction direction, boolean masked) implements RecurrentOp {}

  /// Inputs: those of {@link Rnn}, then y, dy, dlast h. Outputs: dx, dh and the gradients of the
  /// three weights.
  record RnnGradient(Rnn of) implements RecurrentOp {}
}
