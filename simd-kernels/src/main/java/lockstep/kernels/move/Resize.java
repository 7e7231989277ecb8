package lockstep.kernels.move;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// An image of another size, channel by channel.
///
/// Between elements, with weights that add up to 1 along each axis, the value is `fma(h1, fma(w1,
/// p11, w0 · p10), h0 · fma(w1, p01, w0 · p00))`; NEAREST copies bits. The bits are those of
/// [ResizeReference]. The output may not overlap the input. One object serves one caller at a time.
public final class Resize {

  private static final int LANES = Lanes.COUNT;

  private final ResizeShape shape;
  private final Samples rows;
  private final Samples columns;
  private final long units;
  private final int shares;
  private final Parallel.Task resizing = this::resize;

  // Of the current run.
  private long in;
  private long out;

  private Resize(ResizeShape shape) {
    this.shape = shape;
    rows = new Samples(shape.mode(), shape.height(), shape.outHeight());
    columns = new Samples(shape.mode(), shape.width(), shape.outWidth());
    units = (long) shape.batch() * shape.outHeight();
    shares = shape.outputSize() == 0 ? 0 : Shares.of(units, shape.outputSize());
  }

  /// {@return the change of size of that shape}
  public static Resize of(ResizeShape shape) {
    return new Resize(shape);
  }

  /// Writes the resized images to `out`.
  public void run(Parallel parallel, long in, long out) {
    this.in = in;
    this.out = out;
    parallel.run(shares, resizing);
  }

  private void resize(int share, int thread) {
    long rowBytes = Sizes.bytes((long) shape.outWidth() * shape.channels());
    for (long unit = Shares.first(units, share, shares);
        unit < Shares.first(units, share + 1, shares);
        unit++) {
      int y = (int) (unit % shape.outHeight());
      long image = unit / shape.outHeight() * shape.height();
      if (shape.mode() == ResizeMode.NEAREST) {
        nearest(image + rows.low[y], out + unit * rowBytes);
      } else {
        linear(image, y, out + unit * rowBytes);
      }
    }
  }

  private void nearest(long row, long to) {
    long pixel = Sizes.bytes(shape.channels());
    long from = in + row * shape.width() * pixel;
    for (int x = 0; x < shape.outWidth(); x++) {
      Runs.copyAny(from + columns.low[x] * pixel, to + x * pixel, shape.channels());
    }
  }

  private void linear(long image, int y, long to) {
    long pixel = Sizes.bytes(shape.channels());
    long above = in + (image + rows.low[y]) * shape.width() * pixel;
    long below = in + (image + rows.high[y]) * shape.width() * pixel;
    for (int x = 0; x < shape.outWidth(); x++) {
      long left = columns.low[x] * pixel;
      long right = columns.high[x] * pixel;
      if (shape.channels() < LANES) {
        narrow(above, below, left, right, y, x, to + x * pixel);
      } else {
        pixel(
            above + left,
            above + right,
            below + left,
            below + right,
            rows.lowWeight[y],
            rows.highWeight[y],
            columns.lowWeight[x],
            columns.highWeight[x],
            to + x * pixel,
            shape.channels());
      }
    }
  }

  private static void pixel(
      long p00,
      long p01,
      long p10,
      long p11,
      float h0,
      float h1,
      float w0,
      float w1,
      long out,
      int channels) {
    FloatVector top = FloatVector.broadcast(Lanes.FLOAT, h0);
    FloatVector bottom = FloatVector.broadcast(Lanes.FLOAT, h1);
    FloatVector left = FloatVector.broadcast(Lanes.FLOAT, w0);
    FloatVector right = FloatVector.broadcast(Lanes.FLOAT, w1);
    for (int c = 0; c < channels; c += LANES) {
      long at = (long) Math.min(c, channels - LANES) * Float.BYTES;
      FloatVector above = right.fma(load(p01 + at), left.mul(load(p00 + at)));
      FloatVector below = right.fma(load(p11 + at), left.mul(load(p10 + at)));
      store(out + at, bottom.fma(below, top.mul(above)));
    }
  }

  private void narrow(long above, long below, long left, long right, int y, int x, long out) {
    float w0 = columns.lowWeight[x];
    float w1 = columns.highWeight[x];
    for (int c = 0; c < shape.channels(); c++) {
      long at = (long) c * Float.BYTES;
      float top = Math.fma(w1, Floats.get(above + right + at), w0 * Floats.get(above + left + at));
      float bottom =
          Math.fma(w1, Floats.get(below + right + at), w0 * Floats.get(below + left + at));
      Floats.set(out + at, Math.fma(rows.highWeight[y], bottom, rows.lowWeight[y] * top));
    }
  }
}
