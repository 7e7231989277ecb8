package lockstep.kernels.norm;

/// What a batch norm does to its result before it is written.
public enum After {
  /// Nothing.
  NOTHING,
  /// `max(y, 0)`; −0 gives 0, NaN stays NaN.
  RELU
}
