package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import lockstep.kernels.Lanes;

/// Normal numbers by the inverse of the distribution function: one number of one word, tails
/// included.
///
/// The signed word `w` stands for `y = (w + ½) / 2³¹` in (−1, 1) and gives `Φ⁻¹((1 + y) / 2)`,
/// which reaches from −6.338 to 6.338 in 2³² steps, symmetric about 0. After Giles ("Approximating
/// the erfinv function", 2010) it is `|y|·r`, where `r` is smooth in the logarithm of `1 − y²`:
///
/// ```
/// a = |y|,  t = 1 − a            both from integers, so that the tail loses nothing
/// z = log2(t + t·a)              exponent, and a polynomial on [1/√2, √2)
/// r = central(z + 4.5)           z ≥ −9: 99.9 % of all words
/// r = tail(√−z − 4.25)           else
/// ```
///
/// The number is within 4·10⁻⁷ of itself from the exact one for its word: a few units in the last
/// place. `mean + deviation · number` is one fused multiply-add.
///
/// The caller promises a finite `mean` and `deviation`.
public final class Normal {

  private static final VectorSpecies<Integer> INT = Lanes.FLOAT.withLanes(int.class);
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final float STEP = 0x1p-31f;
  private static final float HALF_STEP = 0x1p-32f;

  /// The bits of √½ as a float.
  private static final int ROOT_HALF = 0x3f35_04f3;

  private static final float CENTRAL = -9;
  private static final float CENTRE = 4.5f;
  private static final float ROOT_CENTRE = 4.25f;

  // Minimax for the relative error (weights of Lawson), in double, then rounded. log2(1 + f) / f,
  // whose error times f is below 5e-8; r(z + 4.5), 7.3e-8; r(√−z − 4.25), 3.6e-8.
  private static final float L0 = 1.4426948f;
  private static final float L1 = -0.7213571f;
  private static final float L2 = 0.4809394f;
  private static final float L3 = -0.3600881f;
  private static final float L4 = 0.28670862f;
  private static final float L5 = -0.25006145f;
  private static final float L6 = 0.23688193f;
  private static final float L7 = -0.14575611f;

  private static final float C0 = 2.336638f;
  private static final float C1 = -0.23548585f;
  private static final float C2 = -0.004091222f;
  private static final float C3 = 0.00035081094f;
  private static final float C4 = 6.125908e-05f;
  private static final float C5 = 3.1474412e-06f;
  private static final float C6 = -2.4148594e-07f;
  private static final float C7 = -4.7468454e-08f;
  private static final float C8 = -6.437783e-10f;
  private static final float C9 = 2.6613345e-10f;

  private static final float T0 = 4.7717404f;
  private static final float T1 = 1.1863712f;
  private static final float T2 = 0.0029924419f;
  private static final float T3 = -0.0015502864f;
  private static final float T4 = 0.0006447258f;
  private static final float T5 = -0.00034055984f;
  private static final float T6 = 0.00019895316f;
  private static final float T7 = -7.587563e-05f;
  private static final float T8 = 1.1158281e-05f;

  private Normal() {}

  /// Writes `count` numbers, of which the first has index `firstIndex`.
  public static void fill(
      long seed, long stream, long firstIndex, float mean, float deviation, long out, int count) {
    for (int done = 0, n; done < count; done += n) {
      n = PhiloxVector.chunk(firstIndex + done, count - done);
      long at = out + (long) done * Float.BYTES;
      PhiloxVector.words(seed, stream, firstIndex + done, at, n);
      invert(at, n, mean, deviation);
    }
  }

  /// Writes the same numbers as {@link #fill}, one at a time. C2 compiles that in a tenth of the
  /// time and the interpreter runs it meanwhile: for numbers that a process draws once, at its
  /// start.
  public static void fillOnce(
      long seed, long stream, long firstIndex, float mean, float deviation, long out, int count) {
    for (int done = 0, n; done < count; done += n) {
      n = PhiloxVector.chunk(firstIndex + done, count - done);
      long at = out + (long) done * Float.BYTES;
      Philox.words(seed, stream, firstIndex + done, at, n);
      each(at, 0, n, mean, deviation);
    }
  }

  /// Turns words into numbers where they are.
  private static void invert(long at, int count, float mean, float deviation) {
    var means = FloatVector.broadcast(Lanes.FLOAT, mean);
    int i = 0;
    for (; i < Lanes.FLOAT.loopBound(count); i += Lanes.COUNT) {
      long address = (at + (long) i * Float.BYTES) & ADDRESS_MASK;
      var word = IntVector.fromMemorySegment(INT, SEGMENT, address, ORDER);
      var steps = word.lanewise(XOR, word.lanewise(ASHR, 31));
      var left = steps.lanewise(XOR, Integer.MAX_VALUE);
      var half = FloatVector.broadcast(Lanes.FLOAT, HALF_STEP);
      var a = ((FloatVector) steps.convertShape(I2F, Lanes.FLOAT, 0)).mul(STEP).add(half);
      var t = ((FloatVector) left.convertShape(I2F, Lanes.FLOAT, 0)).mul(STEP).add(half);
      var bits = t.fma(a, t).reinterpretAsInts();
      var exponent = bits.sub(ROOT_HALF).lanewise(ASHR, 23);
      var f = bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1);
      var log =
          FloatVector.broadcast(Lanes.FLOAT, L7).fma(f, FloatVector.broadcast(Lanes.FLOAT, L6));
      log = log.fma(f, FloatVector.broadcast(Lanes.FLOAT, L5));
      log = log.fma(f, FloatVector.broadcast(Lanes.FLOAT, L4));
      log = log.fma(f, FloatVector.broadcast(Lanes.FLOAT, L3));
      log = log.fma(f, FloatVector.broadcast(Lanes.FLOAT, L2));
      log = log.fma(f, FloatVector.broadcast(Lanes.FLOAT, L1));
      log = log.fma(f, FloatVector.broadcast(Lanes.FLOAT, L0));
      var z = log.fma(f, (FloatVector) exponent.convertShape(I2F, Lanes.FLOAT, 0));
      var u = z.add(CENTRE);
      var r = FloatVector.broadcast(Lanes.FLOAT, C9).fma(u, FloatVector.broadcast(Lanes.FLOAT, C8));
      r = r.fma(u, FloatVector.broadcast(Lanes.FLOAT, C7));
      r = r.fma(u, FloatVector.broadcast(Lanes.FLOAT, C6));
      r = r.fma(u, FloatVector.broadcast(Lanes.FLOAT, C5));
      r = r.fma(u, FloatVector.broadcast(Lanes.FLOAT, C4));
      r = r.fma(u, FloatVector.broadcast(Lanes.FLOAT, C3));
      r = r.fma(u, FloatVector.broadcast(Lanes.FLOAT, C2));
      r = r.fma(u, FloatVector.broadcast(Lanes.FLOAT, C1));
      r = r.fma(u, FloatVector.broadcast(Lanes.FLOAT, C0));
      var tails = z.compare(LT, CENTRAL);
      if (tails.anyTrue()) { // one vector in a hundred
        var s = z.neg().sqrt().sub(ROOT_CENTRE);
        var q =
            FloatVector.broadcast(Lanes.FLOAT, T8).fma(s, FloatVector.broadcast(Lanes.FLOAT, T7));
        q = q.fma(s, FloatVector.broadcast(Lanes.FLOAT, T6));
        q = q.fma(s, FloatVector.broadcast(Lanes.FLOAT, T5));
        q = q.fma(s, FloatVector.broadcast(Lanes.FLOAT, T4));
        q = q.fma(s, FloatVector.broadcast(Lanes.FLOAT, T3));
        q = q.fma(s, FloatVector.broadcast(Lanes.FLOAT, T2));
        q = q.fma(s, FloatVector.broadcast(Lanes.FLOAT, T1));
        q = q.fma(s, FloatVector.broadcast(Lanes.FLOAT, T0));
        r = r.blend(q, tails);
      }
      var sign = word.lanewise(AND, Integer.MIN_VALUE);
      var x = r.mul(a).reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats();
      x.fma(FloatVector.broadcast(Lanes.FLOAT, deviation), means)
          .intoMemorySegment(SEGMENT, address, ORDER);
    }
    each(at, i, count, mean, deviation);
  }

  private static void each(long at, int from, int to, float mean, float deviation) {
    for (int i = from; i < to; i++) {
      long address = (at + (long) i * Float.BYTES) & ADDRESS_MASK;
      int word = SEGMENT.get(JAVA_INT_UNALIGNED, address);
      SEGMENT.set(JAVA_FLOAT_UNALIGNED, address, value(word, mean, deviation));
    }
  }

  /// One number of one word: what a lane computes.
  static float value(int word, float mean, float deviation) {
    int steps = word ^ (word >> 31);
    float a = steps * STEP + HALF_STEP;
    float t = (steps ^ Integer.MAX_VALUE) * STEP + HALF_STEP;
    int bits = Float.floatToRawIntBits(Math.fma(t, a, t));
    int exponent = (bits - ROOT_HALF) >> 23;
    float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1;
    float log = Math.fma(L7, f, L6);
    log = Math.fma(log, f, L5);
    log = Math.fma(log, f, L4);
    log = Math.fma(log, f, L3);
    log = Math.fma(log, f, L2);
    log = Math.fma(log, f, L1);
    log = Math.fma(log, f, L0);
    float z = Math.fma(log, f, exponent);
    float r = z < CENTRAL ? tail((float) Math.sqrt(-z) - ROOT_CENTRE) : central(z + CENTRE);
    float x = r * a;
    return Math.fma(word < 0 ? -x : x, deviation, mean);
  }

  private static float central(float u) {
    float r = Math.fma(C9, u, C8);
    r = Math.fma(r, u, C7);
    r = Math.fma(r, u, C6);
    r = Math.fma(r, u, C5);
    r = Math.fma(r, u, C4);
    r = Math.fma(r, u, C3);
    r = Math.fma(r, u, C2);
    r = Math.fma(r, u, C1);
    return Math.fma(r, u, C0);
  }

  private static float tail(float s) {
    float r = Math.fma(T8, s, T7);
    r = Math.fma(r, s, T6);
    r = Math.fma(r, s, T5);
    r = Math.fma(r, s, T4);
    r = Math.fma(r, s, T3);
    r = Math.fma(r, s, T2);
    r = Math.fma(r, s, T1);
    return Math.fma(r, s, T0);
  }
}
