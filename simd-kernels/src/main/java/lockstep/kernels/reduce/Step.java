package lockstep.kernels.reduce;

import lockstep.kernels.access.Sixteen;

/// How the next element joins what was reduced before.
enum Step {
  /// acc + x, from 0.
  ADD,
  /// x² + acc, fused, from 0.
  ADD_SQUARE,
  /// The larger of x and acc, from −∞.
  LARGER,
  /// The larger of −x and acc, from −∞.
  LARGER_NEGATED;

  /// What a chain begins with.
  float start() {
    return switch (this) {
      case ADD, ADD_SQUARE -> 0;
      case LARGER, LARGER_NEGATED -> Float.NEGATIVE_INFINITY;
    };
  }

  /// What joins results of this step.
  Step joining() {
    return switch (this) {
      case ADD, ADD_SQUARE -> ADD;
      case LARGER, LARGER_NEGATED -> LARGER;
    };
  }

  /// The next of a chain.
  float next(float acc, float x) {
    return switch (this) {
      case ADD -> acc + x;
      case ADD_SQUARE -> Math.fma(x, x, acc);
      case LARGER -> Sixteen.larger(x, acc);
      case LARGER_NEGATED -> Sixteen.larger(-x, acc);
    };
  }
}
