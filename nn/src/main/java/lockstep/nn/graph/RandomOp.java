package lockstep.nn.graph;

/// Numbers drawn by counter: the same for the same seed, stream and step, whoever computes them.
///
/// Element i of step s is number `s · elements + i` of the stream.
public sealed interface RandomOp extends Op {

  /// Zeros with `probability`, else `x / (1 − probability)`. Inputs: x, step (INT32 scalar). It is
  /// its own gradient.
  record Dropout(float probability, long seed, long stream) implements RandomOp {}

  /// Standard normal numbers. Inputs: a value whose shape is taken, step.
  record Normal(long seed, long stream) implements RandomOp {}

  /// Numbers from 0 to 1. Inputs: a value whose shape is taken, step.
  record Uniform(long seed, long stream) implements RandomOp {}
}
