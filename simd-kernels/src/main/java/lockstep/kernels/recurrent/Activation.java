package lockstep.kernels.recurrent;

/// The function of a plain recurrent layer.
public enum Activation {
  /// The hyperbolic tangent.
  TANH,
  /// max(x, 0).
  RELU
}
