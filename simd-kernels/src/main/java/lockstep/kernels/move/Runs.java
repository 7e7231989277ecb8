package lockstep.kernels.move;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// Loops over words that lie side by side.
///
/// Where their number is no multiple of a vector, the last vector overlaps the one before.
final class Runs {

  private static final int LANES = Lanes.COUNT;
  private static final long VECTOR = (long) LANES * Float.BYTES;

  private Runs() {}

  /// `rows` runs of `count` words, at addresses so many bytes apart.
  static void copyRows(long in, long inRow, long out, long outRow, int rows, int count) {
    if (count < LANES) {
      for (int r = 0; r < rows; r++) {
        copyFew(in + r * inRow, out + r * outRow, count);
      }
    } else {
      for (int r = 0; r < rows; r++) {
        copy(in + r * inRow, out + r * outRow, count);
      }
    }
  }

  /// A run of any length.
  static void copyAny(long in, long out, int count) {
    if (count < LANES) {
      copyFew(in, out, count);
    } else {
      copy(in, out, count);
    }
  }

  /// A run of at least a vector.
  static void copy(long in, long out, int count) {
    int fours = count - 4 * LANES;
    int i = 0;
    for (; i <= fours; i += 4 * LANES) {
      long at = (long) i * Float.BYTES;
      FloatVector v0 = load(in + at);
      FloatVector v1 = load(in + at + VECTOR);
      FloatVector v2 = load(in + at + 2 * VECTOR);
      FloatVector v3 = load(in + at + 3 * VECTOR);
      store(out + at, v0);
      store(out + at + VECTOR, v1);
      store(out + at + 2 * VECTOR, v2);
      store(out + at + 3 * VECTOR, v3);
    }
    for (; i < count; i += LANES) {
      long at = (long) Math.min(i, count - LANES) * Float.BYTES;
      store(out + at, load(in + at));
    }
  }

  private static void copyFew(long in, long out, int count) {
    for (int i = 0; i < count; i++) {
      long at = (long) i * Float.BYTES;
      Words.copy(in + at, out + at);
    }
  }

  /// A run of one word.
  static void fill(long out, int word, int count) {
    if (count < LANES) {
      for (int i = 0; i < count; i++) {
        Words.set(out + (long) i * Float.BYTES, word);
      }
      return;
    }
    FloatVector v = FloatVector.broadcast(Lanes.FLOAT, Float.intBitsToFloat(word));
    for (int i = 0; i < count; i += LANES) {
      store(out + (long) Math.min(i, count - LANES) * Float.BYTES, v);
    }
  }

  /// Words that lie `inStep` and `outStep` bytes apart.
  static void copySpread(long in, long inStep, long out, long outStep, int count) {
    for (int i = 0; i < count; i++) {
      Words.copy(in + i * inStep, out + i * outStep);
    }
  }
}
