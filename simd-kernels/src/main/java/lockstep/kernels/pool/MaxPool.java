package lockstep.kernels.pool;

import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;

/// The largest element of each window, channel by channel, and where it lies.
///
/// Elements are looked at row by row; a later one wins if it is greater than the best so far, or
/// NaN. So of equal ones the first wins, and NaN beats all numbers (of several the last). Padding
/// never wins: in a window of −∞ alone the first element of the image does. An index is `row ·
/// width + column` of the winner in its image.
///
/// The bits are those of [MaxPoolReference]. The output may not overlap the input. One object
/// serves one caller at a time.
public final class MaxPool {

  private final Pooling shape;
  private final Windows rows;
  private final Windows columns;
  private final Split split;
  private final boolean twoByTwo;
  private final Parallel.Task pooling = this::pool;

  // Of the current run.
  private long in;
  private long out;
  private long indices;

  private MaxPool(Pooling shape) {
    this.shape = shape;
    rows = Windows.rows(shape);
    columns = Windows.columns(shape);
    split = new Split(shape.batch(), shape.outHeight(), shape.channels(), shape.inputSize());
    twoByTwo =
        shape instanceof PoolShape s
            && s.windowH() == 2
            && s.windowW() == 2
            && s.strideW() == 2
            && s.padLeft() == 0
            && s.width() >= 2 * s.outWidth();
  }

  /// {@return the pooling of that shape}
  public static MaxPool of(Pooling shape) {
    return new MaxPool(shape);
  }

  /// Writes the largest elements to `out` and their indices, as 32-bit integers, to `indices`.
  public void run(Parallel parallel, long in, long out, long indices) {
    this.in = in;
    this.out = out;
    this.indices = indices;
    parallel.run(split.shares, pooling);
  }

  /// Writes the largest elements to `out` alone.
  public void run(Parallel parallel, long in, long out) {
    run(parallel, in, out, 0);
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
    long at =
        ((long) image * shape.outHeight() + y) * shape.outWidth() * pixel
            + (long) channel * Float.BYTES;
    int index = top * shape.width();
    if (twoByTwo && height == 2 && channels >= Lanes.COUNT) {
      if (indices == 0) {
        MaxLoops.twoByTwo(from, row, pixel, out + at, shape.outWidth(), channels);
      } else {
        MaxLoops.twoByTwo(
            from,
            row,
            pixel,
            index,
            shape.width(),
            out + at,
            indices + at,
            shape.outWidth(),
            channels);
      }
      return;
    }
    for (int x = 0; x < shape.outWidth(); x++) {
      int left = columns.first[x];
      int width = columns.end[x] - left;
      long window = from + left * pixel;
      long to = at + x * pixel;
      if (channels < Lanes.COUNT) {
        MaxLoops.narrow(
            window,
            row,
            pixel,
            height,
            width,
            index + left,
            shape.width(),
            out + to,
            indices == 0 ? 0 : indices + to,
            channels);
      } else if (indices == 0) {
        MaxLoops.window(window, row, pixel, height, width, out + to, channels);
      } else {
        MaxLoops.window(
            window,
            row,
            pixel,
            height,
            width,
            index + left,
            shape.width(),
            out + to,
            indices + to,
            channels);
      }
    }
  }
}
