package lockstep.kernels.pool;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Floats.load;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.Sixteen;

/// The mean of each window, channel by channel: its elements are added row by row, from 0 on, and
/// the sum is divided by their number.
///
/// The bits are those of [AveragePoolReference]. The output may not overlap the input. One object
/// serves one caller at a time.
public final class AveragePool {

  private static final int LANES = Lanes.COUNT;

  // Vectors are stored by the JDK's own method: it is inlined even if C2 compiles the loop inside
  // before the store behind it has ever run. One of ours is not, and the vector becomes an object.
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final Pooling shape;
  private final Windows rows;
  private final Windows columns;
  private final Split split;
  private final Parallel.Task pooling = this::pool;

  // Of the current run.
  private long in;
  private long out;

  private AveragePool(Pooling shape) {
    this.shape = shape;
    rows = Windows.rows(shape);
    columns = Windows.columns(shape);
    split = new Split(shape.batch(), shape.outHeight(), shape.channels(), shape.inputSize());
  }

  /// {@return the pooling of that shape}
  public static AveragePool of(Pooling shape) {
    return new AveragePool(shape);
  }

  /// Writes the means to `out`.
  public void run(Parallel parallel, long in, long out) {
    this.in = in;
    this.out = out;
    parallel.run(split.shares, pooling);
  }

  private void pool(int share, int thread) {
    for (long unit = split.first(share); unit < split.first(share + 1); unit++) {
      row(split.image(unit), split.row(unit), split.firstChannel(unit), split.channels(unit));
    }
  }

  private void row(int image, int y, int channel, int channels) {
    int top = rows.first[y];
    int height = rows.end[y] - top;
    long pixel = (long) shape.channels() * Float.BYTES;
    long row = shape.width() * pixel;
    long from = in + ((long) image * shape.height() + top) * row + (long) channel * Float.BYTES;
    long to =
        out
            + ((long) image * shape.outHeight() + y) * shape.outWidth() * pixel
            + (long) channel * Float.BYTES;
    if (channels < 4 * LANES && (channels < LANES || height != 2)) {
      row(from, row, pixel, y, 0, shape.outWidth(), to, channels);
      return;
    }
    for (int x = 0; x < shape.outWidth(); x++) {
      int left = columns.first[x];
      int width = columns.end[x] - left;
      float count = (float) ((long) rows.counted[y] * columns.counted[x]);
      long window = from + left * pixel;
      if (height == 2 && width == 2) {
        twoByTwo(window, row, pixel, count, to + x * pixel, channels);
      } else if (channels < 4 * LANES) {
        row(from, row, pixel, y, x, x + 1, to, channels);
      } else {
        wide(window, row, pixel, height, width, count, to + x * pixel, channels);
      }
    }
  }

  private void row(
      long from, long row, long pixel, int y, int firstX, int endX, long to, int channels) {
    int height = rows.end[y] - rows.first[y];
    for (int c = 0; c < channels; c += LANES) {
      long at = (long) c * Float.BYTES;
      vector(from + at, row, pixel, height, rows.counted[y], firstX, endX, to + at, channels - c);
    }
  }

  private static void twoByTwo(long in, long row, long pixel, float count, long out, int channels) {
    FloatVector zero = FloatVector.zero(Lanes.FLOAT);
    for (int c = 0; c < channels; c += LANES) {
      long at = (long) Math.min(c, channels - LANES) * Float.BYTES;
      FloatVector sum = zero.add(load(in + at)).add(load(in + at + pixel));
      sum = load(in + at + row + pixel).add(load(in + at + row).add(sum));
      sum.div(count).intoMemorySegment(SEGMENT, (out + at) & ADDRESS_MASK, ORDER);
    }
  }

  /// Four vectors side by side: a large window is read in longer pieces, and four chains overlap.
  private static void wide(
      long in, long row, long pixel, int height, int width, float count, long out, int channels) {
    long vector = (long) LANES * Float.BYTES;
    for (int c = 0; c < channels; c += 4 * LANES) {
      long at = (long) Math.min(c, channels - 4 * LANES) * Float.BYTES;
      FloatVector sum0 = FloatVector.zero(Lanes.FLOAT);
      FloatVector sum1 = FloatVector.zero(Lanes.FLOAT);
      FloatVector sum2 = FloatVector.zero(Lanes.FLOAT);
      FloatVector sum3 = FloatVector.zero(Lanes.FLOAT);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          long from = in + at + y * row + x * pixel;
          sum0 = load(from).add(sum0);
          sum1 = load(from + vector).add(sum1);
          sum2 = load(from + 2 * vector).add(sum2);
          sum3 = load(from + 3 * vector).add(sum3);
        }
      }
      sum0.div(count).intoMemorySegment(SEGMENT, (out + at) & ADDRESS_MASK, ORDER);
      sum1.div(count).intoMemorySegment(SEGMENT, (out + at + vector) & ADDRESS_MASK, ORDER);
      sum2.div(count).intoMemorySegment(SEGMENT, (out + at + 2 * vector) & ADDRESS_MASK, ORDER);
      sum3.div(count).intoMemorySegment(SEGMENT, (out + at + 3 * vector) & ADDRESS_MASK, ORDER);
    }
  }

  /// A row of windows, of the first `channels` lanes of a vector.
  private void vector(
      long in,
      long row,
      long pixel,
      int height,
      int countY,
      int firstX,
      int endX,
      long out,
      int channels) {
    int[] first = columns.first;
    int[] end = columns.end;
    int[] counted = columns.counted;
    VectorMask<Float> inside = Sixteen.inside(0, channels);
    for (int ox = firstX; ox < endX; ox++) {
      int width = end[ox] - first[ox];
      long left = in + first[ox] * pixel;
      FloatVector sum = FloatVector.zero(Lanes.FLOAT);
      for (int y = 0; y < height; y++) {
        long at = left + y * row;
        for (int x = 0; x < width; x++) {
          sum = load(at, inside).add(sum);
          at += pixel;
        }
      }
      float count = (float) ((long) countY * counted[ox]);
      Floats.store(out + ox * pixel, sum.div(count), inside);
    }
  }
}
