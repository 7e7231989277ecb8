package lockstep.nn.layer;

/// Which steps of its result a recurrent layer hands on.
public enum Steps {
  /// All: `[N, T, features]`.
  ALL,
  /// The last that was read, `[N, features]`: of a forward run the last of the sequence, of a
  /// reverse run the first.
  LAST
}
