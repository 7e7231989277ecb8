package lockstep.nn.graph;

import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// A named tensor that outlives runs: what checkpoints, freezing and weight files speak of.
///
/// @param name its path, such as `encoder.0.attention.query.weight`
/// @param dtype the kind of its elements
/// @param shape its sizes, without a batch
/// @param role who changes it
/// @param initializer what it holds at first
public record Variable(String name, DType dtype, Shape shape, Role role, Initializer initializer) {

  /// Who changes a variable.
  public enum Role {
    /// The optimizer, by its gradient: it is learnt.
    PARAMETER,
    /// The forward run, such as running averages. Part of the model.
    STATE,
    /// The optimizer, for itself. Needed only to go on training.
    OPTIMIZER
  }
}
