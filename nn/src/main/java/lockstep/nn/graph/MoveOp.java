package lockstep.nn.graph;

import java.util.List;
import lockstep.kernels.move.PadMode;
import lockstep.kernels.move.ResizeMode;
import lockstep.nn.tensor.Shape;

/// Numbers that only move.
public sealed interface MoveOp extends Op {

  /// The same numbers, row by row, in another shape. Costs nothing.
  record Reshape(Shape to) implements MoveOp {}

  /// Axes in another order: axis i of the result is axis `order[i]`.
  record Transpose(List<Integer> order) implements MoveOp {
    /// Copies the order.
    public Transpose {
      order = List.copyOf(order);
    }
  }

  /// Part of a tensor. The batch axis is taken whole: its start is 0, its count its factor.
  record Slice(List<Integer> starts, List<Integer> counts, List<Integer> steps) implements MoveOp {
    /// Copies the lists.
    public Slice {
      starts = List.copyOf(starts);
      counts = List.copyOf(counts);
      steps = List.copyOf(steps);
    }
  }

  /// A tensor of zeros but for its slice. Input: dy. Output: `whole`.
  record SliceGradient(Slice slice, Shape whole) implements MoveOp {}

  /// Tensors one after the other along an axis.
  record Concat(int axis) implements MoveOp {}

  /// More elements before and after, `value` where the mode is CONSTANT.
  record Pad(PadMode mode, List<Integer> before, List<Integer> after, float value)
      implements MoveOp {
    /// Copies the lists.
    public Pad {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /// The gradient of padding. Input: dy.
  record PadGradient(PadMode mode, List<Integer> before, List<Integer> after) implements MoveOp {
    /// Copies the lists.
    public PadGradient {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /// Rows of a table along an axis. Inputs: table, indices (INT32, any shape). Output: the table's
  /// shape with the axis replaced by the shape of the indices.
  record Gather(int axis) implements MoveOp {}

  /// The gradient of {@link Gather}: rows added into a table of zeros in the order of the indices.
  /// Inputs: rows, indices. Output: a table with `size` on the axis.
  record ScatterAdd(int axis, int size) implements MoveOp {}

  /// Repeats along axes of size 1, or missing ones in front.
  record Broadcast(Shape to) implements MoveOp {}

  /// Images of another size.
  record Resize(ResizeMode mode, int height, int width) implements MoveOp {}

  /// Input: dy. Output: images of that height and width.
  record ResizeGradient(ResizeMode mode, int height, int width) implements MoveOp {}

  /// 1 at the index, else 0. Input: indices (INT32). Output: `[…, classes]`.
  record OneHot(int classes) implements MoveOp {}
}
