package lockstep.kernels.pool;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.NE;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Floats.load;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// The gradient of [MaxPool]: each winner gets the sum of the gradients of the windows it won, in
/// their order, and all others 0.
///
/// The indices must be those of [MaxPool] at this shape. The bits are those of
/// [MaxPoolReference#gradient]. The output may not overlap the inputs. One object serves one caller
/// at a time.
public final class MaxPoolGradient {

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
  private long indices;
  private long out;

  private MaxPoolGradient(Pooling shape) {
    this.shape = shape;
    rows = Windows.rows(shape);
    columns = Windows.columns(shape);
    split = new Split(shape.batch(), shape.height(), shape.channels(), shape.inputSize());
  }

  /// {@return the gradient of the pooling of that shape}
  public static MaxPoolGradient of(Pooling shape) {
    return new MaxPoolGradient(shape);
  }

  /// Writes the gradient of the input to `out`.
  ///
  /// @param gradient address of the gradient of the output
  /// @param indices address of the indices of the winners
  public void run(Parallel parallel, long gradient, long indices, long out) {
    this.gradient = gradient;
    this.indices = indices;
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
    long row = shape.outWidth() * pixel;
    long from =
        ((long) image * shape.outHeight() + rows.from[y]) * row + (long) channel * Float.BYTES;
    long to =
        out
            + ((long) image * shape.height() + y) * shape.width() * pixel
            + (long) channel * Float.BYTES;
    int height = rows.to[y] - rows.from[y];
    for (int x = 0; x < shape.width(); x++) {
      long at = from + columns.from[x] * pixel;
      int width = columns.to[x] - columns.from[x];
      int index = y * shape.width() + x;
      if (channels < LANES) {
        narrow(
            gradient + at,
            indices + at,
            row,
            pixel,
            height,
            width,
            index,
            to + x * pixel,
            channels);
      } else if (height == 1 && width == 1) {
        one(gradient + at, indices + at, index, to + x * pixel, channels);
      } else {
        several(
            gradient + at,
            indices + at,
            row,
            pixel,
            height,
            width,
            index,
            to + x * pixel,
            channels);
      }
    }
  }

  /// Where windows do not overlap. An addition to 0, so that −0 gives 0 as a sum does.
  private static void one(long gradient, long indices, int index, long out, int channels) {
    FloatVector zero = FloatVector.zero(Lanes.FLOAT);
    for (int c = 0; c < channels; c += LANES) {
      long at = (long) Math.min(c, channels - LANES) * Float.BYTES;
      var won = load(indices + at).viewAsIntegralLanes().compare(EQ, index).cast(Lanes.FLOAT);
      zero.blend(load(gradient + at).add(zero), won)
          .intoMemorySegment(SEGMENT, (out + at) & ADDRESS_MASK, ORDER);
    }
  }

  private static void several(
      long gradient,
      long indices,
      long row,
      long pixel,
      int height,
      int width,
      int index,
      long out,
      int channels) {
    for (int c = 0; c < channels; c += LANES) {
      long at = (long) Math.min(c, channels - LANES) * Float.BYTES;
      FloatVector sum = FloatVector.zero(Lanes.FLOAT);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          long window = at + y * row + x * pixel;
          var lost =
              load(indices + window).viewAsIntegralLanes().compare(NE, index).cast(Lanes.FLOAT);
          sum = load(gradient + window).add(sum).blend(sum, lost);
        }
      }
      sum.intoMemorySegment(SEGMENT, (out + at) & ADDRESS_MASK, ORDER);
    }
  }

  private static void narrow(
      long gradient,
      long indices,
      long row,
      long pixel,
      int height,
      int width,
      int index,
      long out,
      int channels) {
    for (int c = 0; c < channels; c++) {
      long at = (long) c * Float.BYTES;
      float sum = 0;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          long window = at + y * row + x * pixel;
          if (Float.floatToRawIntBits(Floats.get(indices + window)) == index) {
            sum += Floats.get(gradient + window);
          }
        }
      }
      Floats.set(out + at, sum);
    }
  }
}
