package lockstep.nn.graph;

/// What a network is lowered for. There is no flag at run time: the two graphs differ.
public enum Mode {
  /// To learn: dropout drops, batch norm measures.
  TRAIN,
  /// To be used.
  INFER
}
