package lockstep.kernels.map;

/// The functions of two elements.
///
/// All are exact (½ ulp). A power is not among them: made of log and exp its error grows with the
/// exponent, and no bound holds for all arguments.
public enum Binary {
  /// a + b.
  ADD,
  /// a − b.
  SUBTRACT,
  /// a·b.
  MULTIPLY,
  /// a / b.
  DIVIDE,
  /// The greater; NaN where either is; of 0 and −0 it is b.
  MAXIMUM,
  /// The lesser; NaN where either is; of 0 and −0 it is b.
  MINIMUM,
  /// 1 where a = b, else 0.
  EQUAL,
  /// 1 where a ≠ b, at NaN too, else 0.
  NOT_EQUAL,
  /// 1 where a < b, else 0.
  LESS,
  /// 1 where a ≤ b, else 0.
  LESS_EQUAL,
  /// 1 where a > b, else 0.
  GREATER,
  /// 1 where a ≥ b, else 0.
  GREATER_EQUAL
}
