package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import lockstep.kernels.Lanes;

/// Dropout with inverted scaling: an element is dropped (0) with `probability`, else kept and
/// scaled by `1 / (1 − probability)`.
///
/// An element is dropped where its word, as an unsigned number, is below `t = round(probability ·
/// 2³²)`. So it is dropped with probability `t / 2³²` exactly, which is `probability` itself from
/// 2⁻⁹ on and off by at most 2⁻³³ below. The scale is `1 / (1 − probability)` in double, rounded
/// once.
///
/// The backward pass is {@link #apply} on the gradient with the same seed and stream: no mask need
/// be stored.
///
/// The caller promises `0 ≤ probability < 1`.
public final class DropoutMask {

  private static final VectorSpecies<Integer> INT = Lanes.FLOAT.withLanes(int.class);
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private DropoutMask() {}

  /// Writes `count` elements of the mask itself, of which the first has index `firstIndex`.
  public static void fill(
      long seed, long stream, long firstIndex, float probability, long out, int count) {
    assert probability >= 0 && probability < 1;
    for (int done = 0, n; done < count; done += n) {
      n = PhiloxVector.chunk(firstIndex + done, count - done);
      long at = out + (long) done * Float.BYTES;
      PhiloxVector.words(seed, stream, firstIndex + done, at, n);
      select(at, n, threshold(probability), scale(probability));
    }
  }

  /// Writes `in × mask`. `out` is scratch before it is result: `in` may not overlap it.
  ///
  /// It is a product: what is dropped of an infinity or NaN is NaN, of a negative number −0.
  public static void apply(
      long seed, long stream, long firstIndex, float probability, long in, long out, int count) {
    assert probability >= 0 && probability < 1;
    for (int done = 0, n; done < count; done += n) {
      n = PhiloxVector.chunk(firstIndex + done, count - done);
      long bytes = (long) done * Float.BYTES;
      PhiloxVector.words(seed, stream, firstIndex + done, out + bytes, n);
      multiply(in + bytes, out + bytes, n, threshold(probability), scale(probability));
    }
  }

  /// Turns words into the mask where they are.
  private static void select(long at, int count, int threshold, float scale) {
    // Flipping the sign makes the signed comparison, the only one before AVX-512, unsigned.
    int signed = threshold ^ Integer.MIN_VALUE;
    var kept = FloatVector.broadcast(Lanes.FLOAT, scale);
    int i = 0;
    for (; i < Lanes.FLOAT.loopBound(count); i += Lanes.COUNT) {
      long a = (at + (long) i * Float.BYTES) & ADDRESS_MASK;
      var word = IntVector.fromMemorySegment(INT, SEGMENT, a, ORDER);
      var dropped = word.lanewise(XOR, Integer.MIN_VALUE).compare(LT, signed);
      kept.blend(0f, dropped.cast(Lanes.FLOAT)).intoMemorySegment(SEGMENT, a, ORDER);
    }
    for (; i < count; i++) {
      long a = (at + (long) i * Float.BYTES) & ADDRESS_MASK;
      SEGMENT.set(
          JAVA_FLOAT_UNALIGNED, a, value(SEGMENT.get(JAVA_INT_UNALIGNED, a), threshold, scale));
    }
  }

  /// Turns the words at `out` into products.
  private static void multiply(long in, long out, int count, int threshold, float scale) {
    int signed = threshold ^ Integer.MIN_VALUE;
    var kept = FloatVector.broadcast(Lanes.FLOAT, scale);
    int i = 0;
    for (; i < Lanes.FLOAT.loopBound(count); i += Lanes.COUNT) {
      long from = (in + (long) i * Float.BYTES) & ADDRESS_MASK;
      long to = (out + (long) i * Float.BYTES) & ADDRESS_MASK;
      var word = IntVector.fromMemorySegment(INT, SEGMENT, to, ORDER);
      var dropped = word.lanewise(XOR, Integer.MIN_VALUE).compare(LT, signed);
      var mask = kept.blend(0f, dropped.cast(Lanes.FLOAT));
      FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, from, ORDER)
          .mul(mask)
          .intoMemorySegment(SEGMENT, to, ORDER);
    }
    for (; i < count; i++) {
      float x = SEGMENT.get(JAVA_FLOAT_UNALIGNED, (in + (long) i * Float.BYTES) & ADDRESS_MASK);
      long to = (out + (long) i * Float.BYTES) & ADDRESS_MASK;
      float mask = value(SEGMENT.get(JAVA_INT_UNALIGNED, to), threshold, scale);
      SEGMENT.set(JAVA_FLOAT_UNALIGNED, to, x * mask);
    }
  }

  /// The number of words, as an unsigned int, that drop their element.
  static int threshold(float probability) {
    return (int) Math.round(probability * 0x1p32);
  }

  static float scale(float probability) {
    return (float) (1 / (1 - (double) probability));
  }

  /// One element of one word: what a lane computes.
  static float value(int word, int threshold, float scale) {
    return Integer.compareUnsigned(word, threshold) < 0 ? 0 : scale;
  }
}
