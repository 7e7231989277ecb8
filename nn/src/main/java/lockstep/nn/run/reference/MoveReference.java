package lockstep.nn.run.reference;

import java.util.List;
import lockstep.kernels.move.PadMode;
import lockstep.kernels.move.ResizeMode;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.tensor.Shape;

/// The meaning of {@link MoveOp}.
final class MoveReference {

  private MoveReference() {}

  static void run(MoveOp op, Operands at) {
    double[] out = at.out(0).values();
    switch (op) {
      case MoveOp.Reshape _ -> System.arraycopy(at.in(0).values(), 0, out, 0, out.length);
      case MoveOp.Transpose(var order) ->
          each(
              at.out(0).shape(), (i, place) -> out[i] = at.in(0).get(transposed(at, order, place)));
      case MoveOp.Slice slice -> {
        Shape whole = at.in(0).shape();
        each(at.out(0).shape(), (i, place) -> out[i] = at.in(0).get(sliced(slice, whole, place)));
      }
      case MoveOp.SliceGradient(var slice, _) -> {
        Shape whole = at.out(0).shape();
        each(at.in(0).shape(), (i, place) -> out[sliced(slice, whole, place)] += at.in(0).get(i));
      }
      case MoveOp.Concat(var axis) -> concat(axis, at);
      case MoveOp.Pad(var mode, var before, _, var value) ->
          each(
              at.out(0).shape(),
              (i, place) -> {
                int from = padded(mode, before, at.in(0).shape(), place);
                out[i] = from < 0 ? value : at.in(0).get(from);
              });
      case MoveOp.PadGradient(var mode, var before, _) ->
          each(
              at.in(0).shape(),
              (i, place) -> {
                int to = padded(mode, before, at.out(0).shape(), place);
                if (to >= 0) {
                  out[to] += at.in(0).get(i);
                }
              });
      case MoveOp.Gather(var axis) ->
          rows(at.in(0).shape(), axis, at.in(1), (row, entry) -> out[row] = at.in(0).get(entry));
      case MoveOp.ScatterAdd(var axis, _) ->
          rows(at.out(0).shape(), axis, at.in(1), (row, entry) -> out[entry] += at.in(0).get(row));
      case MoveOp.Broadcast _ -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = at.in(0).get(at.repeated(0, i));
        }
      }
      case MoveOp.Resize(var mode, _, _) ->
          resize(
              mode,
              at.in(0).shape(),
              at.out(0).shape(),
              (from, to, weight) -> out[to] += weight * at.in(0).get(from));
      case MoveOp.ResizeGradient(var mode, _, _) ->
          resize(
              mode,
              at.out(0).shape(),
              at.in(0).shape(),
              (from, to, weight) -> out[from] += weight * at.in(0).get(to));
      case MoveOp.OneHot(var classes) -> {
        for (int i = 0; i < at.in(0).count(); i++) {
          int index = at.in(0).integer(i);
          if (index >= 0 && index < classes) {
            out[i * classes + index] = 1;
          }
        }
      }
    }
  }

  /// What happens at an element: its number, and its place along each axis.
  @FunctionalInterface
  private interface Visit {
    void at(int element, int[] place);
  }

  private static void each(Shape shape, Visit visit) {
    int[] place = new int[shape.rank()];
    for (int i = 0; i < shape.count(); i++) {
      int rest = i;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        place[axis] = rest % shape.size(axis);
        rest /= shape.size(axis);
      }
      visit.at(i, place);
    }
  }

  /// The element at a place that `along` gives for each axis.
  private static int element(Shape shape, java.util.function.IntUnaryOperator along) {
    int element = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      element = element * shape.size(axis) + along.applyAsInt(axis);
    }
    return element;
  }

  private static int transposed(Operands at, List<Integer> order, int[] place) {
    return element(at.in(0).shape(), axis -> place[order.indexOf(axis)]);
  }

  private static int sliced(MoveOp.Slice slice, Shape whole, int[] place) {
    return element(whole, axis -> slice.starts().get(axis) + place[axis] * slice.steps().get(axis));
  }

  private static void concat(int axis, Operands at) {
    int start = 0;
    for (int part = 0; part < at.inputs(); part++) {
      Doubles from = at.in(part);
      int before = start;
      each(
          from.shape(),
          (i, place) -> {
            int to = element(at.out(0).shape(), a -> a == axis ? place[a] + before : place[a]);
            at.out(0).values()[to] = from.get(i);
          });
      start += from.shape().size(axis);
    }
  }

  /// The element that a place of the padded tensor repeats, −1 for the value.
  private static int padded(PadMode mode, List<Integer> before, Shape inner, int[] place) {
    int element = 0;
    for (int axis = 0; axis < inner.rank(); axis++) {
      int size = inner.size(axis);
      int at = place[axis] - before.get(axis);
      if (at < 0 || at >= size) {
        at =
            switch (mode) {
              case CONSTANT -> -1;
              case EDGE -> at < 0 ? 0 : size - 1;
              case REFLECT -> at < 0 ? -at : 2 * (size - 1) - at;
            };
      }
      if (at < 0) {
        return -1;
      }
      element = element * size + at;
    }
    return element;
  }

  /// An element that was looked up, and the one of the table that it is.
  @FunctionalInterface
  private interface Pair {
    void at(int row, int entry);
  }

  /// Visits the elements that were looked up, with those of the table that they are.
  private static void rows(Shape table, int axis, Doubles indices, Pair visit) {
    int inner = table.product(axis + 1, table.rank());
    int outer = table.product(0, axis);
    int row = 0;
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < indices.count(); i++) {
        for (int j = 0; j < inner; j++, row++) {
          visit.at(row, (o * table.size(axis) + indices.integer(i)) * inner + j);
        }
      }
    }
  }

  /// A part of an element of a resized image.
  @FunctionalInterface
  private interface Part {
    void at(int from, int to, double weight);
  }

  private static void resize(ResizeMode mode, Shape from, Shape to, Part part) {
    int channels = from.size(3);
    for (int image = 0; image < from.size(0); image++) {
      for (int y = 0; y < to.size(1); y++) {
        for (int x = 0; x < to.size(2); x++) {
          double row = place(mode, y, from.size(1), to.size(1));
          double column = place(mode, x, from.size(2), to.size(2));
          int pixel = (image * to.size(1) + y) * to.size(2) + x;
          for (int corner = 0; corner < 4; corner++) {
            int dy = corner / 2;
            int dx = corner % 2;
            double weight = weight(row, dy) * weight(column, dx);
            if (weight != 0) {
              int source =
                  (image * from.size(1) + (int) row + dy) * from.size(2) + (int) column + dx;
              for (int c = 0; c < channels; c++) {
                part.at(source * channels + c, pixel * channels + c, weight);
              }
            }
          }
        }
      }
    }
  }

  private static double weight(double place, int next) {
    double fraction = place - (int) place;
    return next == 1 ? fraction : 1 - fraction;
  }

  /// Places are computed in float, as the mode's definition says.
  private static double place(ResizeMode mode, int out, int size, int outSize) {
    float place =
        switch (mode) {
          case NEAREST -> (float) Math.floor(out * ((float) size / outSize));
          case LINEAR -> Math.max(0, (out + 0.5f) * ((float) size / outSize) - 0.5f);
          case LINEAR_ALIGNED -> outSize == 1 ? 0 : out * ((float) (size - 1) / (outSize - 1));
        };
    return Math.min(place, size - 1);
  }
}
