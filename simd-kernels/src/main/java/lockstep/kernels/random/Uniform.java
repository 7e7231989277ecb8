package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import lockstep.kernels.Lanes;

/// Uniform numbers in [low, high): `low + u·(high − low)`, where `u` is the upper 24 bits of a word
/// over 2²⁴ and the sum is one fused multiply-add.
///
/// Where rounding would give `high`, or more because the width itself was rounded up, the largest
/// float below `high` is given.
///
/// The caller promises `low < high` and a finite width.
public final class Uniform {

  private static final VectorSpecies<Integer> INT = Lanes.FLOAT.withLanes(int.class);
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final float UNIT = 0x1p-24f;

  private Uniform() {}

  /// Writes `count` numbers, of which the first has index `firstIndex`.
  public static void fill(
      long seed, long stream, long firstIndex, float low, float high, long out, int count) {
    assert low < high && Float.isFinite(high - low);
    for (int done = 0, n; done < count; done += n) {
      n = PhiloxVector.chunk(firstIndex + done, count - done);
      long at = out + (long) done * Float.BYTES;
      PhiloxVector.words(seed, stream, firstIndex + done, at, n);
      scale(at, n, low, high);
    }
  }

  /// Writes the same numbers as {@link #fill}, one at a time. C2 compiles that in a tenth of the
  /// time and the interpreter runs it meanwhile: for numbers that a process draws once, at its
  /// start.
  public static void fillOnce(
      long seed, long stream, long firstIndex, float low, float high, long out, int count) {
    for (int done = 0, n; done < count; done += n) {
      n = PhiloxVector.chunk(firstIndex + done, count - done);
      long at = out + (long) done * Float.BYTES;
      Philox.words(seed, stream, firstIndex + done, at, n);
      each(at, 0, n, low, high);
    }
  }

  /// Turns words into numbers where they are.
  private static void scale(long at, int count, float low, float high) {
    float width = high - low;
    float last = Math.nextDown(high);
    var lowest = FloatVector.broadcast(Lanes.FLOAT, low);
    var widths = FloatVector.broadcast(Lanes.FLOAT, width);
    int i = 0;
    for (; i < Lanes.FLOAT.loopBound(count); i += Lanes.COUNT) {
      long a = (at + (long) i * Float.BYTES) & ADDRESS_MASK;
      var u = IntVector.fromMemorySegment(INT, SEGMENT, a, ORDER).lanewise(LSHR, 8);
      var x = ((FloatVector) u.convertShape(I2F, Lanes.FLOAT, 0)).mul(UNIT).fma(widths, lowest);
      x.blend(last, x.compare(GE, high)).intoMemorySegment(SEGMENT, a, ORDER);
    }
    each(at, i, count, low, high);
  }

  private static void each(long at, int from, int to, float low, float high) {
    for (int i = from; i < to; i++) {
      long a = (at + (long) i * Float.BYTES) & ADDRESS_MASK;
      int word = SEGMENT.get(JAVA_INT_UNALIGNED, a);
      SEGMENT.set(JAVA_FLOAT_UNALIGNED, a, value(word, low, high));
    }
  }

  /// One number of one word: what a lane computes.
  static float value(int word, float low, float high) {
    float x = Math.fma((word >>> 8) * UNIT, high - low, low);
    return x >= high ? Math.nextDown(high) : x;
  }
}
