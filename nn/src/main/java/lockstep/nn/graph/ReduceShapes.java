package lockstep.nn.graph;

import java.util.List;
import lockstep.nn.tensor.Shape;

/// The shapes of {@link ReduceOp}.
final class ReduceShapes {

  private ReduceShapes() {}

  static Type output(ReduceOp op, Inputs in) {
    in.expectCount(1);
    in.expectFloats(0, "x");
    return switch (op) {
      case ReduceOp.Reduce(_, var axes) -> Type.floats(reduced(axes, in));
      case ReduceOp.Argmax(var axes) -> Type.ints(reduced(axes, in));
      case ReduceOp.MeanGradient(var to) -> {
        in.expect(
            in.shape(0).rank() == to.rank() && MapShapes.repeats(in.shape(0), to),
            "the gradient of a mean over " + to,
            "Only axes of size 1 repeat.");
        yield Type.floats(to);
      }
    };
  }

  private static Shape reduced(List<Integer> axes, Inputs in) {
    Shape shape = in.shape(0);
    for (int axis : axes) {
      in.expect(
          axis >= 0 && axis < shape.rank(),
          "axes of the input",
          "Count them from the front, from 0.");
      shape = shape.with(axis, 1);
    }
    return shape;
  }
}
