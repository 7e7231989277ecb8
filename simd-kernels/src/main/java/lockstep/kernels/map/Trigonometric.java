package lockstep.kernels.map;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;
import static lockstep.kernels.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// Sine and cosine, each within 4 ulp.
///
/// `x = n·π/2 + r` with a whole n and |r| ≤ π/4; the two low bits of n choose between the
/// polynomials of sine and cosine and their signs. π/2 has three constants (Cody and Waite), which
/// suffice up to |x| = 2¹⁷; a vector with any number beyond goes one by one through `StrictMath` in
/// double, which is slow and the same everywhere.
@SuppressWarnings("exports") // for kernels: other modules see no vectors
public final class Trigonometric {

  /// Beyond it each number is computed alone.
  static final float FAR = 0x1p17f;

  private static final float TWO_OVER_PI = 0.63661975f;
  private static final float ROUND = 0x1.8p23f;
  private static final float HALF_PI_1 = 1.5707964f;
  private static final float HALF_PI_2 = -4.371139e-08f;
  private static final float HALF_PI_3 = -1.7151245e-15f;

  // sin r = r + r³·(S0 + S1·r² + …), 4.0e-9 from it; cos r = 1 − r²/2 + r⁴·(C0 + …), 1.2e-10
  private static final float S0 = -0.16666655f;
  private static final float S1 = 0.008332189f;
  private static final float S2 = -0.0001951829f;
  private static final float C0 = 0.041666646f;
  private static final float C1 = -0.001388731f;
  private static final float C2 = 2.4432327e-05f;

  // The same in every lane. A constant vector costs C2 far fewer nodes than a broadcast does.
  private static final FloatVector MINUS_HALF_PI_1 = broadcast(FLOAT, -HALF_PI_1);
  private static final FloatVector MINUS_HALF_PI_2 = broadcast(FLOAT, -HALF_PI_2);
  private static final FloatVector MINUS_HALF_PI_3 = broadcast(FLOAT, -HALF_PI_3);
  private static final FloatVector SV0 = broadcast(FLOAT, S0);
  private static final FloatVector SV1 = broadcast(FLOAT, S1);
  private static final FloatVector SV2 = broadcast(FLOAT, S2);
  private static final FloatVector CV0 = broadcast(FLOAT, C0);
  private static final FloatVector CV1 = broadcast(FLOAT, C1);
  private static final FloatVector CV2 = broadcast(FLOAT, C2);

  private Trigonometric() {}

  /// `sin x` within 4 ulp; −0 gives −0; ±∞ and NaN give NaN.
  public static float sin(float x) {
    if (Math.abs(x) > FAR) {
      return (float) StrictMath.sin(x);
    }
    return x == 0 ? x : quadrant(x, 0);
  }

  /// The vector form of [#sin(float)].
  public static FloatVector sin(FloatVector x) {
    if (x.abs().compare(GT, FAR).anyTrue()) {
      return sinOneByOne(x);
    }
    return quadrant(x, 0).blend(x, x.compare(EQ, 0));
  }

  /// `cos x` within 4 ulp; ±∞ and NaN give NaN.
  public static float cos(float x) {
    return Math.abs(x) > FAR ? (float) StrictMath.cos(x) : quadrant(x, 1);
  }

  /// The vector form of [#cos(float)].
  public static FloatVector cos(FloatVector x) {
    return x.abs().compare(GT, FAR).anyTrue() ? cosOneByOne(x) : quadrant(x, 1);
  }

  /// `sin(x + quarters·π/2)`.
  private static float quadrant(float x, int quarters) {
    float t = Math.fma(x, TWO_OVER_PI, ROUND);
    float n = t - ROUND;
    float r = Math.fma(n, -HALF_PI_1, x);
    r = Math.fma(n, -HALF_PI_2, r);
    r = Math.fma(n, -HALF_PI_3, r);
    float z = r * r;
    float s = Math.fma(S2, z, S1);
    s = Math.fma(s, z, S0);
    s = Math.fma(z * r, s, r);
    float c = Math.fma(C2, z, C1);
    c = Math.fma(c, z, C0);
    c = Math.fma(z * z, c, Math.fma(z, -0.5f, 1));
    int q = Float.floatToRawIntBits(t) + quarters;
    float y = (q & 1) != 0 ? c : s;
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) ^ (q & 2) << 30);
  }

  private static FloatVector quadrant(FloatVector x, int quarters) {
    FloatVector t = x.fma(TWO_OVER_PI, ROUND);
    FloatVector n = t.sub(ROUND);
    FloatVector r = n.fma(MINUS_HALF_PI_1, x); // exact
    r = n.fma(MINUS_HALF_PI_2, r);
    r = n.fma(MINUS_HALF_PI_3, r);
    FloatVector z = r.mul(r);
    FloatVector s = SV2.fma(z, SV1).fma(z, SV0);
    s = z.mul(r).fma(s, r);
    FloatVector c = CV2.fma(z, CV1).fma(z, CV0);
    c = z.mul(z).fma(c, z.fma(-0.5f, 1));
    IntVector q = t.reinterpretAsInts().add(quarters);
    VectorMask<Float> odd = q.and(1).compare(NE, 0).cast(FLOAT);
    IntVector sign = q.and(2).lanewise(LSHL, 30);
    return s.blend(c, odd).reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats();
  }

  private static FloatVector sinOneByOne(FloatVector x) {
    float[] lanes = x.toArray();
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = sin(lanes[i]);
    }
    return FloatVector.fromArray(FLOAT, lanes, 0);
  }

  private static FloatVector cosOneByOne(FloatVector x) {
    float[] lanes = x.toArray();
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = cos(lanes[i]);
    }
    return FloatVector.fromArray(FLOAT, lanes, 0);
  }
}
