package lockstep.kernels.reduce;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// The searches of [Argmax].
final class Places {

  private static final int LANES = Lanes.COUNT;

  private Places() {}

  /// Replaces the largest element, which stands at `out`, by its first place.
  static void ofRow(long in, int count, long out) {
    float largest = Floats.get(out);
    int place = Float.isNaN(largest) ? ofNan(in, count) : ofValue(in, count, largest);
    SEGMENT.set(JAVA_INT_UNALIGNED, out & ADDRESS_MASK, place);
  }

  private static int ofValue(long in, int count, float value) {
    FloatVector sought = FloatVector.broadcast(Lanes.FLOAT, value);
    int i = 0;
    for (; i + LANES <= count; i += LANES) {
      VectorMask<Float> found = Floats.load(in + (long) i * Float.BYTES).compare(EQ, sought);
      if (found.anyTrue()) {
        return i + found.firstTrue();
      }
    }
    while (i < count - 1 && Scalars.get(in, i) != value) {
      i++;
    }
    return i;
  }

  private static int ofNan(long in, int count) {
    int i = 0;
    while (i < count - 1 && !Float.isNaN(Scalars.get(in, i))) {
      i++;
    }
    return i;
  }

  static void ofColumns(long in, long rowBytes, int rows, int columns, long out) {
    for (int column = 0; column < columns; column += LANES) {
      long at = (long) column * Float.BYTES;
      ofVector(in + at, rowBytes, rows, Lanes.FLOAT.indexInRange(column, columns), out + at);
    }
  }

  /// Places stand in the lanes of a vector of floats, as bits: C2 may see a blend of ints before
  /// any profile of it, and makes objects of its vectors then.
  private static void ofVector(
      long in, long rowBytes, int rows, VectorMask<Float> inside, long out) {
    FloatVector largest = Floats.load(in, inside);
    FloatVector place = FloatVector.zero(Lanes.FLOAT);
    for (int row = 1; row < rows; row++) {
      FloatVector x = Floats.load(in + row * rowBytes, inside);
      VectorMask<Float> number = largest.compare(EQ, largest);
      VectorMask<Float> larger = x.compare(GT, largest).or(x.compare(NE, x).and(number));
      FloatVector here = FloatVector.broadcast(Lanes.FLOAT, Float.intBitsToFloat(row));
      largest = largest.blend(x, larger);
      place = place.blend(here, larger);
    }
    Floats.store(out, place, inside);
  }
}
