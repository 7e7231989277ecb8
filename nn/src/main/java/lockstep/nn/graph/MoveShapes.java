package lockstep.nn.graph;

import java.util.List;
import lockstep.kernels.move.PadMode;
import lockstep.nn.tensor.Shape;

/// The shapes of {@link MoveOp}.
final class MoveShapes {

  private MoveShapes() {}

  static Type output(MoveOp op, Inputs in) {
    Shape x = in.shape(0);
    return switch (op) {
      case MoveOp.Reshape(var to) -> {
        in.expectCount(1);
        in.expect(
            x.count() == to.count() && x.hasBatch() == to.hasBatch(),
            "as many elements as " + to + " has",
            "A reshape neither adds nor drops elements.");
        yield like(in, to);
      }
      case MoveOp.Transpose(var order) -> {
        in.expectCount(1);
        in.expect(
            order.stream().sorted().toList().equals(axes(x)),
            "an order of the axes " + axes(x) + " instead of " + order,
            "Name every axis once.");
        yield like(in, x.permute(order));
      }
      case MoveOp.Slice slice -> {
        in.expectCount(1);
        yield like(in, sliced(slice, x, in));
      }
      case MoveOp.SliceGradient(var slice, var whole) -> {
        in.expectCount(1);
        in.expectShape(0, sliced(slice, whole, in), "the slice's gradient");
        yield like(in, whole);
      }
      case MoveOp.Concat(var axis) -> concat(axis, in);
      case MoveOp.Pad(var mode, var before, var after, _) -> {
        in.expectCount(1);
        Shape padded = padded(x, before, after, 1, in);
        for (int axis = 0; axis < x.rank() && mode == PadMode.REFLECT; axis++) {
          in.expect(
              x.isBatch(axis) || Math.max(before.get(axis), after.get(axis)) < x.size(axis),
              "fewer elements of padding than axis " + axis + " of " + x + " has",
              "A mirror shows each element once.");
        }
        yield like(in, padded);
      }
      case MoveOp.PadGradient(_, var before, var after) -> {
        in.expectCount(1);
        yield like(in, padded(x, before, after, -1, in));
      }
      case MoveOp.Gather(var axis) -> {
        in.expectCount(2);
        in.expectInts(1, "indices");
        in.expectAxis(0, axis);
        in.expect(!x.isBatch(axis), "a table without a batch on axis " + axis, "Slice instead.");
        yield like(in, replace(x, axis, in.shape(1)));
      }
      case MoveOp.ScatterAdd(var axis, var size) -> {
        in.expectCount(2);
        in.expectInts(1, "indices");
        Shape table = x;
        Shape indices = in.shape(1);
        boolean fits = axis >= 0 && axis + indices.rank() <= x.rank();
        for (int i = 0; fits && i < indices.rank(); i++) {
          fits = x.sameAxis(axis + i, indices, i);
        }
        in.expect(
            fits,
            "rows with the axes of the indices from axis " + axis + " on",
            "Gather makes such rows.");
        for (int i = 0; i < indices.rank(); i++) {
          table = table.without(axis);
        }
        yield like(in, table.insert(axis, size));
      }
      case MoveOp.Broadcast(var to) -> {
        in.expectCount(1);
        in.expect(
            MapShapes.repeats(x, to),
            "a shape that repeats to " + to,
            "Only axes of size 1 repeat.");
        yield like(in, to);
      }
      case MoveOp.Resize(_, var height, var width) -> {
        in.expectCount(1);
        in.expectRank(0, 4, "images [N, H, W, C]");
        in.expectFloats(0, "images");
        yield like(in, x.with(1, height).with(2, width));
      }
      case MoveOp.ResizeGradient(_, var height, var width) -> {
        in.expectCount(1);
        in.expectRank(0, 4, "images [N, H, W, C]");
        in.expectFloats(0, "images");
        yield like(in, x.with(1, height).with(2, width));
      }
      case MoveOp.OneHot(var classes) -> {
        in.expectCount(1);
        in.expectInts(0, "indices");
        yield Type.floats(x.insert(x.rank(), classes));
      }
    };
  }

  private static Type like(Inputs in, Shape shape) {
    return new Type(in.type(0).dtype(), shape, false);
  }

  private static List<Integer> axes(Shape x) {
    return java.util.stream.IntStream.range(0, x.rank()).boxed().toList();
  }

  private static Shape sliced(MoveOp.Slice slice, Shape x, Inputs in) {
    in.expect(
        slice.starts().size() == x.rank()
            && slice.counts().size() == x.rank()
            && slice.steps().size() == x.rank(),
        "a start, a count and a step for each axis",
        "Name all axes.");
    Shape result = x;
    for (int axis = 0; axis < x.rank(); axis++) {
      int start = slice.starts().get(axis);
      int count = slice.counts().get(axis);
      int step = slice.steps().get(axis);
      long last = start + (count - 1L) * step;
      boolean whole = start == 0 && step == 1 && count == x.size(axis);
      in.expect(
          x.isBatch(axis)
              ? whole
              : count == 0 || (start >= 0 && last >= 0 && Math.max(start, last) < x.size(axis)),
          (x.isBatch(axis) ? "the whole batch on axis " : "elements inside axis ")
              + axis
              + " of "
              + x
              + " instead of "
              + count
              + " from "
              + start
              + " on by steps of "
              + step,
          x.isBatch(axis) ? "Slice other axes." : "Count elements from 0.");
      result = x.isBatch(axis) ? result : result.with(axis, count);
    }
    return result;
  }

  private static Type concat(int axis, Inputs in) {
    Shape first = in.shape(0);
    in.expectAxis(0, axis);
    in.expect(!first.isBatch(axis), "an axis other than the batch", "Concatenate features.");
    int size = 0;
    for (int i = 0; i < in.count(); i++) {
      in.expect(
          in.shape(i).rank() == first.rank()
              && in.shape(i).with(axis, 0).equals(first.with(axis, 0))
              && in.type(i).dtype() == in.type(0).dtype(),
          "shapes that differ on axis " + axis + " only",
          "Reshape, or pad the smaller ones.");
      size += in.shape(i).size(axis);
    }
    return like(in, first.with(axis, size));
  }

  private static Shape padded(
      Shape x, List<Integer> before, List<Integer> after, int sign, Inputs in) {
    in.expect(
        before.size() == x.rank() && after.size() == x.rank(),
        "a padding before and after for each axis",
        "Name all axes.");
    Shape result = x;
    for (int axis = 0; axis < x.rank(); axis++) {
      int more = before.get(axis) + after.get(axis);
      in.expect(
          before.get(axis) >= 0 && after.get(axis) >= 0 && (more == 0 || !x.isBatch(axis)),
          "paddings of 0 or more, none of the batch, instead of " + before + " and " + after,
          "Slice to make a tensor smaller.");
      if (more != 0) {
        result = result.with(axis, x.size(axis) + sign * more);
      }
    }
    return result;
  }

  private static Shape replace(Shape table, int axis, Shape indices) {
    Shape result = table.without(axis);
    for (int i = 0; i < indices.rank(); i++) {
      result = result.insert(axis + i, indices.size(i));
      result = indices.isBatch(i) ? result.withBatchAxis(axis + i) : result;
    }
    return result;
  }
}
