package lockstep.kernels.recurrent;

/// The order in which a sequence is read.
public enum Direction {
  /// From the first step to the last.
  FORWARD,
  /// From the last step to the first. What comes out of step t still lies at t.
  REVERSE
}
