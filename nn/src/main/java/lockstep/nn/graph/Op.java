package lockstep.nn.graph;

/// What a node does to its inputs: a record of settings, the vocabulary of all graphs.
///
/// Each meaning of an operation is an exhaustive switch over its family: shapes in `graph`,
/// gradients in `gradient`, the scalar reference and the kernel in `run` and `plan`.
public sealed interface Op
    permits AttentionOp,
        CtcOp,
        LeafOp,
        MapOp,
        MoveOp,
        NormOp,
        PoolOp,
        ProductOp,
        RandomOp,
        RecurrentOp,
        ReduceOp,
        SoftmaxOp,
        UpdateOp {

  /// {@return its name in texts}
  default String name() {
    return getClass().getSimpleName();
  }
}
