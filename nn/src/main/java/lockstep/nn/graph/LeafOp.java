package lockstep.nn.graph;

import lockstep.nn.tensor.Tensor;

/// Values that no node computes.
public sealed interface LeafOp extends Op {

  /// What a caller gives for each run.
  record Input(String name) implements LeafOp {}

  /// A named tensor that outlives runs; see {@link lockstep.nn.graph.Variable}.
  record Variable(String name) implements LeafOp {}

  /// The same number everywhere.
  record Fill(float value) implements LeafOp {}

  /// Numbers that never change. Two constants are equal if they are one tensor.
  record Constant(Tensor tensor) implements LeafOp {}
}
