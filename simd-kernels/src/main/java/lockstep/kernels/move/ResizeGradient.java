package lockstep.kernels.move;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Sixteen;

/// The gradient of [Resize]: each element adds, from 0 on, the gradients of the outputs it has a
/// part in, row by row, each by `fma(h · w, gradient, sum)` with its weights along the axes.
///
/// The bits are those of [ResizeReference#gradient]. The output may not overlap the input. One
/// object serves one caller at a time.
public final class ResizeGradient {

  private static final int LANES = Lanes.COUNT;
  private static final long VECTOR = (long) LANES * Float.BYTES;

  private final ResizeShape shape;
  private final Samples rows;
  private final Samples columns;
  private final long units;
  private final int shares;
  private final Parallel.Task gathering = this::gather;

  // Of the current run.
  private long gradient;
  private long out;

  private ResizeGradient(ResizeShape shape) {
    this.shape = shape;
    rows = new Samples(shape.mode(), shape.height(), shape.outHeight());
    columns = new Samples(shape.mode(), shape.width(), shape.outWidth());
    units = (long) shape.batch() * shape.height();
    long work = Math.max(shape.inputSize(), shape.outputSize());
    shares = shape.inputSize() == 0 ? 0 : Shares.of(units, work);
  }

  /// {@return the gradient of the change of size of that shape}
  public static ResizeGradient of(ResizeShape shape) {
    return new ResizeGradient(shape);
  }

  /// Writes the gradient of the images to `out`.
  ///
  /// @param gradient address of the gradient of the resized images
  public void run(Parallel parallel, long gradient, long out) {
    this.gradient = gradient;
    this.out = out;
    parallel.run(shares, gathering);
  }

  private void gather(int share, int thread) {
    long pixel = Sizes.bytes(shape.channels());
    for (long unit = Shares.first(units, share, shares);
        unit < Shares.first(units, share + 1, shares);
        unit++) {
      int y = (int) (unit % shape.height());
      long image = unit / shape.height();
      long from = gradient + image * shape.outHeight() * shape.outWidth() * pixel;
      long to = out + unit * shape.width() * pixel;
      for (int x = 0; x < shape.width(); x++) {
        element(from, y, x, to + x * pixel);
      }
    }
  }

  private void element(long from, int y, int x, long to) {
    int channels = shape.channels();
    long pixel = Sizes.bytes(channels);
    long row = shape.outWidth() * pixel;
    long first = from + rows.from[y] * row + columns.from[x] * pixel;
    int c = 0;
    for (; c <= channels - 4 * LANES; c += 4 * LANES) {
      four(first + Sizes.bytes(c), row, pixel, y, x, to + Sizes.bytes(c));
    }
    for (; c < channels; c += LANES) {
      one(first + Sizes.bytes(c), row, pixel, y, x, to + Sizes.bytes(c), channels - c);
    }
  }

  /// Four vectors of channels side by side.
  private void four(long from, long row, long pixel, int y, int x, long to) {
    float[] heights = rows.parts;
    float[] widths = columns.parts;
    int endY = rows.start[y + 1];
    int startX = columns.start[x];
    int endX = columns.start[x + 1];
    FloatVector sum0 = FloatVector.zero(Lanes.FLOAT);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    long line = from;
    for (int i = rows.start[y]; i < endY; i++) {
      float h = heights[i];
      long at = line;
      for (int j = startX; j < endX; j++) {
        FloatVector weight = FloatVector.broadcast(Lanes.FLOAT, h * widths[j]);
        sum0 = weight.fma(load(at), sum0);
        sum1 = weight.fma(load(at + VECTOR), sum1);
        sum2 = weight.fma(load(at + 2 * VECTOR), sum2);
        sum3 = weight.fma(load(at + 3 * VECTOR), sum3);
        at += pixel;
      }
      line += row;
    }
    store(to, sum0);
    store(to + VECTOR, sum1);
    store(to + 2 * VECTOR, sum2);
    store(to + 3 * VECTOR, sum3);
  }

  /// The first `channels` lanes of a vector of channels.
  private void one(long from, long row, long pixel, int y, int x, long to, int channels) {
    float[] heights = rows.parts;
    float[] widths = columns.parts;
    int endY = rows.start[y + 1];
    int startX = columns.start[x];
    int endX = columns.start[x + 1];
    VectorMask<Float> inside = Sixteen.inside(0, channels);
    FloatVector sum = FloatVector.zero(Lanes.FLOAT);
    long line = from;
    for (int i = rows.start[y]; i < endY; i++) {
      float h = heights[i];
      long at = line;
      for (int j = startX; j < endX; j++) {
        FloatVector weight = FloatVector.broadcast(Lanes.FLOAT, h * widths[j]);
        sum = weight.fma(load(at, inside), sum);
        at += pixel;
      }
      line += row;
    }
    store(to, sum, inside);
  }
}
