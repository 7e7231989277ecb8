package lockstep.kernels.reduce;

/// What becomes of the elements that are reduced to one.
///
/// | reduction | of no element | NaN among them |
/// |---|---|---|
/// | SUM | 0 | NaN |
/// | MEAN | NaN | NaN |
/// | MAX | −∞ | NaN |
/// | MIN | +∞ | NaN |
/// | SUM_OF_SQUARES | 0 | NaN |
/// | L2 | 0 | NaN |
///
/// Of 0 and −0 either may be the extreme, the same one always.
public enum Reduction {
  /// The sum.
  SUM,
  /// The sum over the number of elements.
  MEAN,
  /// The largest.
  MAX,
  /// The smallest.
  MIN,
  /// The sum of squares, by fused multiply-add.
  SUM_OF_SQUARES,
  /// The square root of the sum of squares; that sum must not overflow.
  L2
}
