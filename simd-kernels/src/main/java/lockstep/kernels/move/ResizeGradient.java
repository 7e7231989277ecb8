package lockstep.kernels.move;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Floats.load;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// The gradient of [Resize]: each element adds, from 0 on, the gradients of the outputs it has a
/// part in, row by row, each by `fma(h · w, gradient, sum)` with its weights along the axes.
///
/// The bits are those of [ResizeReference#gradient]. The output may not overlap the input. One
/// object serves one caller at a time.
public final class ResizeGradient {

  private static final int LANES = Lanes.COUNT;

  // Vectors are stored by the JDK's own method: it is inlined even if C2 compiles the loop inside
  // before the store behind it has ever run. One of ours is not, and the vector becomes an object.
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

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
        if (shape.channels() < LANES) {
          narrow(from, y, x, to + x * pixel);
        } else {
          vectors(from, y, x, to + x * pixel);
        }
      }
    }
  }

  private void vectors(long from, int y, int x, long to) {
    int firstRow = rows.from[y];
    int endRow = rows.to[y];
    int firstColumn = columns.from[x];
    int endColumn = columns.to[x];
    int width = shape.outWidth();
    int channels = shape.channels();
    long pixel = Sizes.bytes(channels);
    for (int c = 0; c < channels; c += LANES) {
      long at = (long) Math.min(c, channels - LANES) * Float.BYTES;
      FloatVector sum = FloatVector.zero(Lanes.FLOAT);
      for (int oy = firstRow; oy < endRow; oy++) {
        float h = rows.weight(oy, y);
        for (int ox = firstColumn; ox < endColumn; ox++) {
          FloatVector weight = FloatVector.broadcast(Lanes.FLOAT, h * columns.weight(ox, x));
          sum = weight.fma(load(from + at + ((long) oy * width + ox) * pixel), sum);
        }
      }
      sum.intoMemorySegment(SEGMENT, (to + at) & ADDRESS_MASK, ORDER);
    }
  }

  private void narrow(long from, int y, int x, long to) {
    long pixel = Sizes.bytes(shape.channels());
    for (int c = 0; c < shape.channels(); c++) {
      long at = (long) c * Float.BYTES;
      float sum = 0;
      for (int oy = rows.from[y]; oy < rows.to[y]; oy++) {
        float h = rows.weight(oy, y);
        for (int ox = columns.from[x]; ox < columns.to[x]; ox++) {
          float g = Floats.get(from + at + ((long) oy * shape.outWidth() + ox) * pixel);
          sum = Math.fma(h * columns.weight(ox, x), g, sum);
        }
      }
      Floats.set(to + at, sum);
    }
  }
}
