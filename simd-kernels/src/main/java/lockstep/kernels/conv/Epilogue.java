package lockstep.kernels.conv;

import static jdk.incubator.vector.VectorOperators.LE;

import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;
import lockstep.kernels.map.Activation;

/// What happens to sums that were just written: bias, residual and activation, in place.
final class Epilogue {

  private static final float NO_FLOOR = Float.NEGATIVE_INFINITY;

  private Epilogue() {}

  /// @param bias 0 for none; otherwise `channels` floats
  /// @param residual 0 for none; otherwise laid out as the sums
  /// @param pixel bytes from one pixel's sums to the next's
  static void apply(
      Activation activation,
      long bias,
      long residual,
      long sums,
      int pixels,
      int channels,
      long pixel) {
    boolean rectifies = activation == Activation.RELU;
    if (bias != 0 && (rectifies || activation == Activation.NONE)) {
      float floor = rectifies ? 0 : NO_FLOOR;
      if (residual == 0) {
        addToEach(sums, pixels, pixel, bias, channels, floor);
      } else {
        addBothToEach(sums, residual, pixels, pixel, bias, channels, floor);
      }
      return;
    }
    if (bias != 0) {
      addToEach(sums, pixels, pixel, bias, channels, NO_FLOOR);
    }
    boolean dense = pixel == (long) channels * Float.BYTES;
    int runs = dense ? 1 : pixels;
    int length = dense ? pixels * channels : channels;
    for (int i = 0; i < runs; i++) {
      if (residual != 0) {
        add(sums + i * pixel, residual + i * pixel, length);
      }
      activation.apply(sums + i * pixel, length);
    }
  }

  /// Adds one row to each of several, and what is not above the floor becomes it: ReLU in the same
  /// pass. Two loops in one method: C2 would inline the inner one here and then make objects of its
  /// vectors.
  private static void addToEach(
      long rows, int count, long step, long row, int columns, float floor) {
    int k = 0;
    for (; k + Lanes.COUNT <= columns; k += Lanes.COUNT) {
      long at = rows + (long) k * Float.BYTES;
      var addend = Floats.load(row + (long) k * Float.BYTES);
      for (int i = 0; i < count; i++) {
        var sum = Floats.load(at).add(addend);
        Floats.store(at, sum.blend(floor, sum.compare(LE, floor)));
        at += step;
      }
    }
    for (; k < columns; k++) {
      long at = rows + (long) k * Float.BYTES;
      float addend = Floats.get(row + (long) k * Float.BYTES);
      for (int i = 0; i < count; i++) {
        float sum = Floats.get(at) + addend;
        Floats.set(at, sum <= floor ? floor : sum);
        at += step;
      }
    }
  }

  /// The same with a residual.
  private static void addBothToEach(
      long rows, long residual, int count, long step, long row, int columns, float floor) {
    long from = residual - rows;
    int k = 0;
    for (; k + Lanes.COUNT <= columns; k += Lanes.COUNT) {
      long at = rows + (long) k * Float.BYTES;
      var addend = Floats.load(row + (long) k * Float.BYTES);
      for (int i = 0; i < count; i++) {
        var sum = Floats.load(at).add(addend).add(Floats.load(at + from));
        Floats.store(at, sum.blend(floor, sum.compare(LE, floor)));
        at += step;
      }
    }
    for (; k < columns; k++) {
      long at = rows + (long) k * Float.BYTES;
      float addend = Floats.get(row + (long) k * Float.BYTES);
      for (int i = 0; i < count; i++) {
        float sum = Floats.get(at) + addend + Floats.get(at + from);
        Floats.set(at, sum <= floor ? floor : sum);
        at += step;
      }
    }
  }

  /// `a[i] += b[i]`.
  static void add(long a, long b, int count) {
    int i = 0;
    for (; i + Lanes.COUNT <= count; i += Lanes.COUNT) {
      long offset = (long) i * Float.BYTES;
      Floats.store(a + offset, Floats.load(a + offset).add(Floats.load(b + offset)));
    }
    for (; i < count; i++) {
      long offset = (long) i * Float.BYTES;
      Floats.set(a + offset, Floats.get(a + offset) + Floats.get(b + offset));
    }
  }
}
