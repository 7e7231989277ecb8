package lockstep.nn.graph;

import java.util.List;
import lockstep.nn.tensor.Shape;

/// The shapes of {@link MapOp}.
final class MapShapes {

  private MapShapes() {}

  static List<Type> outputs(MapOp op, Inputs in) {
    return List.of(
        switch (op) {
          case MapOp.UnaryMap _, MapOp.ShapedMap _, MapOp.Affine _ -> {
            in.expectCount(1);
            in.expectFloats(0, "x");
            yield Type.floats(in.shape(0));
          }
          case MapOp.UnaryGradient _, MapOp.ShapedGradient _ -> {
            in.expectCount(2);
            in.expectFloatsBut(-1);
            in.expectShape(1, in.shape(0), "the other operand");
            yield Type.floats(in.shape(0));
          }
          case MapOp.BinaryMap _ -> {
            in.expectCount(2);
            in.expectFloats(0, "the first operand");
            in.expectFloats(1, "the second operand");
            yield Type.floats(broadcast(in.shape(0), in.shape(1), in));
          }
          case MapOp.Select _ -> {
            in.expectCount(3);
            in.expectFloatsBut(-1);
            yield Type.floats(broadcast(broadcast(in.shape(0), in.shape(1), in), in.shape(2), in));
          }
          case MapOp.Cast(var to) -> {
            in.expectCount(1);
            yield new Type(to, in.shape(0), false);
          }
        });
  }

  /// {@return the shape that both repeat to}
  static Shape broadcast(Shape a, Shape b, Inputs in) {
    Shape longer = a.rank() >= b.rank() ? a : b;
    Shape shorter = a.rank() >= b.rank() ? b : a;
    Shape result = longer;
    for (int axis = -1; axis >= -shorter.rank(); axis--) {
      boolean repeats = shorter.size(axis) == 1 && !shorter.isBatch(axis);
      if (!repeats && !longer.sameAxis(axis, shorter, axis)) {
        in.expect(
            longer.size(axis) == 1 && !longer.isBatch(axis),
            "shapes that are equal, or 1, axis by axis from the last",
            "Reshape or broadcast one of them.");
        result = result.withAxisOf(axis, shorter, axis);
      }
    }
    return result;
  }

  /// {@return whether `from` repeats to `to`}
  static boolean repeats(Shape from, Shape to) {
    for (int axis = -1; axis >= -Math.min(from.rank(), to.rank()); axis--) {
      boolean repeats = from.size(axis) == 1 && !from.isBatch(axis);
      if (!repeats && !from.sameAxis(axis, to, axis)) {
        return false;
      }
    }
    return from.rank() <= to.rank();
  }
}
