package lockstep.kernels.map;

/// What turns float32 into int32 or a mask, and back. A mask is float32 too, 0 or 1 as of a
/// comparison; so it needs no cast to float32.
///
/// None has a gradient.
public enum Cast {
  /// As Java's `(int) x`: towards 0; NaN gives 0, what is too large or small the last int there.
  FLOAT_TO_INT,
  /// As Java's `(float) n`: to the nearest, ties to even.
  INT_TO_FLOAT,
  /// 1 where x ≠ 0, at NaN too, else 0.
  FLOAT_TO_MASK,
  /// 1 where n ≠ 0, else 0.
  INT_TO_MASK
}
