package lockstep.kernels.map;

/// The functions of two elements.
///
/// All are exact (½ ulp) but the power, which is within 2 ulp.
public enum Binary {
  /// a + b.
  ADD,
  /// a − b.
  SUBTRACT,
  /// a·b.
  MULTIPLY,
  /// a / b.
  DIVIDE,
  /// aᵇ, within 2 ulp, with the special values of C: 1 where b is 0 or a is 1, whatever the other
  /// is; NaN where a is negative and b no integer.
  POWER,
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
