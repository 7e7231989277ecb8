package lockstep.nn.layer;

/// The order in which a recurrent layer reads its sequences.
public enum Directions {
  /// From the first step to the last.
  FORWARD,
  /// From the last step to the first. What comes out of step t still lies at t.
  REVERSE,
  /// Twice, once in each direction, with parameters for each. The features of both lie side by
  /// side, those of the forward run first.
  BOTH
}
