package lockstep.nn.graph;

import java.util.List;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.tensor.Shape;

/// Reductions over axes, which stay with size 1.
public sealed interface ReduceOp extends Op {

  /// A sum, mean, largest … over those axes.
  record Reduce(Reduction reduction, List<Integer> axes) implements ReduceOp {
    /// Copies the axes.
    public Reduce {
      axes = List.copyOf(axes);
    }
  }

  /// The index of the largest element along those axes, taken as one, INT32.
  record Argmax(List<Integer> axes) implements ReduceOp {
    /// Copies the axes.
    public Argmax {
      axes = List.copyOf(axes);
    }
  }

  /// The gradient of a mean: each element gets its share. Input: dy, with size 1 where `to` has the
  /// elements of a mean. Output: `to`.
  record MeanGradient(Shape to) implements ReduceOp {}
}
