package lockstep.kernels.pool;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.Sixteen;

/// The gradient of [AveragePool]: each element gets, from 0 on and in the order of the windows that
/// hold it, the gradient of each divided by the number of its elements.
///
/// The bits are those of [AveragePoolReference#gradient]. The output may not overlap the input. One
/// object serves one caller at a time.
public final class AveragePoolGradient {

  private static final int LANES = Lanes.COUNT;

  private final Pooling shape;
  private final Windows rows;
  private final Windows columns;
  private final Split split;
  private final Parallel.Task gathering = this::gather;

  // Of the current run.
  private long gradient;
  private long out;

  private AveragePoolGradient(Pooling shape) {
    this.shape = shape;
    rows = Windows.rows(shape);
    columns = Windows.columns(shape);
    split = new Split(shape.batch(), shape.height(), shape.channels(), shape.inputSize());
  }

  /// {@return the gradient of the pooling of that shape}
  public static AveragePoolGradient of(Pooling shape) {
    return new AveragePoolGradient(shape);
  }

  /// Writes the gradient of the input to `out`.
  ///
  /// @param gradient address of the gradient of the output
  public void run(Parallel parallel, long gradient, long out) {
    this.gradient = gradient;
    this.out = out;
    parallel.run(split.shares, gathering);
  }

  private void gather(int share, int thread) {
    for (long unit = split.first(share); unit < split.first(share + 1); unit++) {
      row(split.image(unit), split.row(unit), split.firstChannel(unit), split.channels(unit));
    }
  }

  /// An element of the input at a time would divide once for each window that holds it. So the
  /// windows give instead, in their order, which leaves the order of the sums as it is.
  private void row(int image, int y, int channel, int channels) {
    long pixel = (long) shape.channels() * Float.BYTES;
    long outRow = shape.outWidth() * pixel;
    long from = gradient + (long) image * shape.outHeight() * outRow + (long) channel * Float.BYTES;
    long to =
        out
            + ((long) image * shape.height() + y) * shape.width() * pixel
            + (long) channel * Float.BYTES;
    int whole = channels / LANES * LANES;
    int first = rows.from[y];
    int end = rows.to[y];
    if (first == end) {
      zero(to, pixel, 0, shape.width(), channels);
      return;
    }
    uncovered(to, pixel, channels);
    for (int oy = first; oy < end; oy++) {
      boolean begins = oy == first;
      if (whole > 0) {
        give(from + oy * outRow, pixel, rows.counted[oy], begins, to, whole);
      }
      if (whole < channels) {
        long at = (long) whole * Float.BYTES;
        giveEdge(
            from + at + oy * outRow, pixel, rows.counted[oy], begins, to + at, channels - whole);
      }
    }
  }

  /// Zeros where the row has no window.
  private void uncovered(long to, long pixel, int channels) {
    int covered = 0;
    for (int ox = 0; ox < shape.outWidth(); ox++) {
      if (columns.first[ox] > covered) {
        zero(to, pixel, covered, columns.first[ox], channels);
      }
      covered = columns.end[ox];
    }
    zero(to, pixel, covered, shape.width(), channels);
  }

  private static void zero(long to, long pixel, int first, int end, int channels) {
    FloatVector zero = FloatVector.zero(Lanes.FLOAT);
    for (int x = first; x < end; x++) {
      for (int c = 0; c < channels; c += LANES) {
        Floats.storeBefore(to + x * pixel, c, channels, zero);
      }
    }
  }

  /// A row of windows gives to a row of the image.
  ///
  /// @param begins whether no window of a row before has given, so that elements begin from 0 where
  ///   no window to the left has given either
  /// @param channels a multiple of a vector
  private void give(long from, long pixel, int countY, boolean begins, long to, int channels) {
    int[] first = columns.first;
    int[] end = columns.end;
    int[] counted = columns.counted;
    FloatVector zero = FloatVector.zero(Lanes.FLOAT);
    int given = 0;
    for (int ox = 0; ox < first.length; ox++) {
      FloatVector count = FloatVector.broadcast(Lanes.FLOAT, (float) ((long) countY * counted[ox]));
      int start = first[ox];
      int stop = end[ox];
      int fresh = begins ? Math.max(start, given) : stop;
      given = stop;
      for (int c = 0; c < channels; c += LANES) {
        long at = (long) c * Float.BYTES;
        FloatVector part = load(from + at + ox * pixel).div(count);
        long element = to + at + start * pixel;
        for (int x = start; x < fresh; x++) {
          store(element, load(element).add(part));
          element += pixel;
        }
        FloatVector sum = zero.add(part);
        for (int x = fresh; x < stop; x++) {
          store(element, sum);
          element += pixel;
        }
      }
    }
  }

  /// As [#give], of less than a vector.
  private void giveEdge(long from, long pixel, int countY, boolean begins, long to, int channels) {
    int[] first = columns.first;
    int[] end = columns.end;
    int[] counted = columns.counted;
    VectorMask<Float> inside = Sixteen.inside(0, channels);
    FloatVector zero = FloatVector.zero(Lanes.FLOAT);
    int given = 0;
    for (int ox = 0; ox < first.length; ox++) {
      FloatVector count = FloatVector.broadcast(Lanes.FLOAT, (float) ((long) countY * counted[ox]));
      int start = first[ox];
      int stop = end[ox];
      int fresh = begins ? Math.max(start, given) : stop;
      given = stop;
      FloatVector part = load(from + ox * pixel, inside).div(count);
      long element = to + start * pixel;
      for (int x = start; x < fresh; x++) {
        store(element, load(element, inside).add(part), inside);
        element += pixel;
      }
      FloatVector sum = zero.add(part);
      for (int x = fresh; x < stop; x++) {
        store(element, sum, inside);
        element += pixel;
      }
    }
  }
}
