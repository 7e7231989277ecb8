package lockstep.nn.layer;

/// Which tokens a token attends to.
public enum Sight {
  /// All.
  ALL,
  /// Itself and those before it. Where there are more keys than queries, the last query sees all.
  CAUSAL
}
