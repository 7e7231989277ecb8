package lockstep.kernels.move;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Sixteen;

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
    if (shape.channels() < LANES) {
      nearestNarrow(from, pixel, columns.low, to, shape.channels());
      return;
    }
    for (int x = 0; x < shape.outWidth(); x++) {
      Runs.copy(from + columns.low[x] * pixel, to + x * pixel, shape.channels());
    }
  }

  private static void nearestNarrow(long from, long pixel, int[] low, long to, int channels) {
    VectorMask<Float> inside = Sixteen.inside(0, channels);
    for (int x = 0; x < low.length; x++) {
      store(to + x * pixel, load(from + low[x] * pixel, inside), inside);
    }
  }

  private void linear(long image, int y, long to) {
    int channels = shape.channels();
    long pixel = Sizes.bytes(channels);
    long above = in + (image + rows.low[y]) * shape.width() * pixel;
    long below = in + (image + rows.high[y]) * shape.width() * pixel;
    if (channels < LANES) {
      narrow(above, below, pixel, rows.lowWeight[y], rows.highWeight[y], to, channels);
    } else {
      wide(above, below, pixel, rows.lowWeight[y], rows.highWeight[y], to, channels);
    }
  }

  private void wide(
      long above, long below, long pixel, float h0, float h1, long out, int channels) {
    int[] low = columns.low;
    int[] high = columns.high;
    float[] lowWeight = columns.lowWeight;
    float[] highWeight = columns.highWeight;
    FloatVector top = FloatVector.broadcast(Lanes.FLOAT, h0);
    FloatVector bottom = FloatVector.broadcast(Lanes.FLOAT, h1);
    for (int x = 0; x < low.length; x++) {
      FloatVector left = FloatVector.broadcast(Lanes.FLOAT, lowWeight[x]);
      FloatVector right = FloatVector.broadcast(Lanes.FLOAT, highWeight[x]);
      long p00 = above + low[x] * pixel;
      long p01 = above + high[x] * pixel;
      long p10 = below + low[x] * pixel;
      long p11 = below + high[x] * pixel;
      long to = out + x * pixel;
      for (int c = 0; c < channels; c += LANES) {
        long at = (long) Math.min(c, channels - LANES) * Float.BYTES;
        FloatVector upper = right.fma(load(p01 + at), left.mul(load(p00 + at)));
        FloatVector lower = right.fma(load(p11 + at), left.mul(load(p10 + at)));
        store(to + at, bottom.fma(lower, top.mul(upper)));
      }
    }
  }

  /// As [#wide], of less than a vector of channels.
  private void narrow(
      long above, long below, long pixel, float h0, float h1, long out, int channels) {
    int[] low = columns.low;
    int[] high = columns.high;
    float[] lowWeight = columns.lowWeight;
    float[] highWeight = columns.highWeight;
    VectorMask<Float> inside = Sixteen.inside(0, channels);
    FloatVector top = FloatVector.broadcast(Lanes.FLOAT, h0);
    FloatVector bottom = FloatVector.broadcast(Lanes.FLOAT, h1);
    for (int x = 0; x < low.length; x++) {
      FloatVector left = FloatVector.broadcast(Lanes.FLOAT, lowWeight[x]);
      FloatVector right = FloatVector.broadcast(Lanes.FLOAT, highWeight[x]);
      long l = low[x] * pixel;
      long r = high[x] * pixel;
      FloatVector upper = right.fma(load(above + r, inside), left.mul(load(above + l, inside)));
      FloatVector lower = right.fma(load(below + r, inside), left.mul(load(below + l, inside)));
      store(out + x * pixel, bottom.fma(lower, top.mul(upper)), inside);
    }
  }
}
