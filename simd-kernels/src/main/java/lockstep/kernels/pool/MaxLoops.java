package lockstep.kernels.pool;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Floats.load;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// The loops of [MaxPool]. Strides are in bytes.
///
/// Indices travel as the bits of floats, which blends and moves leave alone: one kind of vector and
/// of mask is enough. Where channels are no multiple of a vector, the last one overlaps the one
/// before and writes the same once more.
final class MaxLoops {

  private static final int LANES = Lanes.COUNT;

  // Vectors are stored by the JDK's own method: it is inlined even if C2 compiles the loop inside
  // before the store behind it has ever run. One of ours is not, and the vector becomes an object.
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private MaxLoops() {}

  /// One window. `channels` is at least a vector.
  static void window(
      long in,
      long row,
      long pixel,
      int height,
      int width,
      int index,
      int imageWidth,
      long out,
      long indices,
      int channels) {
    for (int c = 0; c < channels; c += LANES) {
      long at = (long) Math.min(c, channels - LANES) * Float.BYTES;
      FloatVector best = FloatVector.broadcast(Lanes.FLOAT, Float.NEGATIVE_INFINITY);
      FloatVector place = bits(index);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          FloatVector v = load(in + at + y * row + x * pixel);
          VectorMask<Float> wins = v.compare(GT, best).or(v.compare(NE, v));
          best = best.blend(v, wins);
          place = place.blend(bits(index + y * imageWidth + x), wins);
        }
      }
      best.intoMemorySegment(SEGMENT, (out + at) & ADDRESS_MASK, ORDER);
      place.intoMemorySegment(SEGMENT, (indices + at) & ADDRESS_MASK, ORDER);
    }
  }

  /// As the other one, without indices.
  static void window(long in, long row, long pixel, int height, int width, long out, int channels) {
    for (int c = 0; c < channels; c += LANES) {
      long at = (long) Math.min(c, channels - LANES) * Float.BYTES;
      FloatVector best = FloatVector.broadcast(Lanes.FLOAT, Float.NEGATIVE_INFINITY);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          FloatVector v = load(in + at + y * row + x * pixel);
          best = best.blend(v, v.compare(GT, best).or(v.compare(NE, v)));
        }
      }
      best.intoMemorySegment(SEGMENT, (out + at) & ADDRESS_MASK, ORDER);
    }
  }

  /// A row of windows of two by two, side by side. `channels` is at least a vector.
  static void twoByTwo(
      long in,
      long row,
      long pixel,
      int index,
      int imageWidth,
      long out,
      long indices,
      int outWidth,
      int channels) {
    for (int x = 0; x < outWidth; x++) {
      pixelOfTwoByTwo(
          in + 2L * x * pixel,
          row,
          pixel,
          index + 2 * x,
          imageWidth,
          out + x * pixel,
          indices + x * pixel,
          channels);
    }
  }

  private static void pixelOfTwoByTwo(
      long in,
      long row,
      long pixel,
      int index,
      int imageWidth,
      long out,
      long indices,
      int channels) {
    FloatVector place0 = bits(index);
    FloatVector place1 = bits(index + 1);
    FloatVector place2 = bits(index + imageWidth);
    FloatVector place3 = bits(index + imageWidth + 1);
    for (int c = 0; c < channels; c += LANES) {
      long at = (long) Math.min(c, channels - LANES) * Float.BYTES;
      FloatVector best = load(in + at);
      FloatVector place = place0;
      FloatVector v = load(in + at + pixel);
      VectorMask<Float> wins = v.compare(GT, best).or(v.compare(NE, v));
      best = best.blend(v, wins);
      place = place.blend(place1, wins);
      v = load(in + at + row);
      wins = v.compare(GT, best).or(v.compare(NE, v));
      best = best.blend(v, wins);
      place = place.blend(place2, wins);
      v = load(in + at + row + pixel);
      wins = v.compare(GT, best).or(v.compare(NE, v));
      best.blend(v, wins).intoMemorySegment(SEGMENT, (out + at) & ADDRESS_MASK, ORDER);
      place.blend(place3, wins).intoMemorySegment(SEGMENT, (indices + at) & ADDRESS_MASK, ORDER);
    }
  }

  /// As the other one, without indices.
  static void twoByTwo(long in, long row, long pixel, long out, int outWidth, int channels) {
    for (int x = 0; x < outWidth; x++) {
      pixelOfTwoByTwo(in + 2L * x * pixel, row, pixel, out + x * pixel, channels);
    }
  }

  private static void pixelOfTwoByTwo(long in, long row, long pixel, long out, int channels) {
    for (int c = 0; c < channels; c += LANES) {
      long at = (long) Math.min(c, channels - LANES) * Float.BYTES;
      FloatVector best = load(in + at);
      best = winner(load(in + at + pixel), best);
      best = winner(load(in + at + row), best);
      best = winner(load(in + at + row + pixel), best);
      best.intoMemorySegment(SEGMENT, (out + at) & ADDRESS_MASK, ORDER);
    }
  }

  /// One window of fewer channels than a vector has lanes; no indices where their address is 0.
  static void narrow(
      long in,
      long row,
      long pixel,
      int height,
      int width,
      int index,
      int imageWidth,
      long out,
      long indices,
      int channels) {
    for (int c = 0; c < channels; c++) {
      long at = (long) c * Float.BYTES;
      float best = Float.NEGATIVE_INFINITY;
      int place = index;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          float v = Floats.get(in + at + y * row + x * pixel);
          if (v > best || Float.isNaN(v)) {
            best = v;
            place = index + y * imageWidth + x;
          }
        }
      }
      Floats.set(out + at, best);
      if (indices != 0) {
        Floats.set(indices + at, Float.intBitsToFloat(place));
      }
    }
  }

  private static FloatVector winner(FloatVector v, FloatVector best) {
    return best.blend(v, v.compare(GT, best).or(v.compare(NE, v)));
  }

  private static FloatVector bits(int index) {
    return FloatVector.broadcast(Lanes.FLOAT, Float.intBitsToFloat(index));
  }
}
