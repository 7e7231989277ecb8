package lockstep.kernels.pool;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Floats.load;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// The gradient of [AveragePool]: each element gets, from 0 on and in the order of the windows that
/// hold it, the gradient of each divided by the number of its elements.
///
/// The bits are those of [AveragePoolReference#gradient]. The output may not overlap the input. One
/// object serves one caller at a time.
public final class AveragePoolGradient {

  private static final int LANES = Lanes.COUNT;

  // Vectors are stored by the JDK's own method: it is inlined even if C2 compiles the loop inside
  // before the store behind it has ever run. One of ours is not, and the vector becomes an object.
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

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

  private void row(int image, int y, int channel, int channels) {
    long pixel = (long) shape.channels() * Float.BYTES;
    long from =
        gradient
            + (long) image * shape.outHeight() * shape.outWidth() * pixel
            + (long) channel * Float.BYTES;
    long to =
        out
            + ((long) image * shape.height() + y) * shape.width() * pixel
            + (long) channel * Float.BYTES;
    for (int x = 0; x < shape.width(); x++) {
      if (channels < LANES) {
        narrow(from, y, x, pixel, to + x * pixel, channels);
      } else {
        vectors(from, y, x, pixel, to + x * pixel, channels);
      }
    }
  }

  private void vectors(long from, int y, int x, long pixel, long to, int channels) {
    int firstRow = rows.from[y];
    int endRow = rows.to[y];
    int firstColumn = columns.from[x];
    int endColumn = columns.to[x];
    int width = shape.outWidth();
    for (int c = 0; c < channels; c += LANES) {
      long at = (long) Math.min(c, channels - LANES) * Float.BYTES;
      FloatVector sum = FloatVector.zero(Lanes.FLOAT);
      for (int oy = firstRow; oy < endRow; oy++) {
        for (int ox = firstColumn; ox < endColumn; ox++) {
          float count = (float) ((long) rows.counted[oy] * columns.counted[ox]);
          sum = sum.add(load(from + at + ((long) oy * width + ox) * pixel).div(count));
        }
      }
      sum.intoMemorySegment(SEGMENT, (to + at) & ADDRESS_MASK, ORDER);
    }
  }

  private void narrow(long from, int y, int x, long pixel, long to, int channels) {
    for (int c = 0; c < channels; c++) {
      long at = (long) c * Float.BYTES;
      float sum = 0;
      for (int oy = rows.from[y]; oy < rows.to[y]; oy++) {
        for (int ox = columns.from[x]; ox < columns.to[x]; ox++) {
          float count = (float) ((long) rows.counted[oy] * columns.counted[ox]);
          sum += Floats.get(from + at + ((long) oy * shape.outWidth() + ox) * pixel) / count;
        }
      }
      Floats.set(to + at, sum);
    }
  }
}
