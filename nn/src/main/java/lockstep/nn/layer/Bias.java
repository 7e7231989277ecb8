package lockstep.nn.layer;

/// Whether a layer adds a number to each of its outputs.
public enum Bias {
  /// It does.
  ADDED,
  /// It does not, as before a normalisation.
  NONE
}
