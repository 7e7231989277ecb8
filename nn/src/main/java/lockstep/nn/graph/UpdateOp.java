package lockstep.nn.graph;

import lockstep.kernels.update.Rule;

/// What changes variables. These nodes run after every other reader of what they change.
public sealed interface UpdateOp extends Op {

  /// One step of an optimizer. Inputs: parameter, gradient, learning rate (scalar), number of the
  /// update (INT32 scalar, the first is 1), gradient scale (scalar) if `scaled`, then the states of
  /// the rule. Changes parameter and states. No outputs.
  record Update(Rule rule, boolean scaled) implements UpdateOp {}

  /// `sum ← sum + gradient`. Inputs: sum, gradient. No outputs.
  record Accumulate() implements UpdateOp {}

  /// `shadow ← decay·shadow + (1 − decay)·parameter`, after the parameter's own update. Inputs:
  /// shadow, parameter. No outputs.
  record MovingAverage(double decay) implements UpdateOp {}

  /// `variable ← 0`. Input: the variable. No outputs.
  record Clear() implements UpdateOp {}

  /// The norm of all gradients and the factor that clips it; see {@link
  /// lockstep.kernels.update.GlobalNorm}. Inputs: gradients. Outputs: norm, scale, both scalars.
  record GlobalNorm(double factor, double largest) implements UpdateOp {}
}
