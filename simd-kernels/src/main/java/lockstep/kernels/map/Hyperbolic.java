package lockstep.kernels.map;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static lockstep.kernels.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// The hyperbolic tangent, within 4 ulp.
///
/// `tanh |x| = E / (E + 2)` with `E = e^2|x| − 1`, which is computed as such: near 0 nothing
/// cancels, so that one formula serves all x.
@SuppressWarnings("exports") // for kernels: other modules see no vectors
public final class Hyperbolic {

  /// Where tanh of half of it rounds to 1.
  private static final float ONE_ABOVE = 20;

  /// As [Exponential#ROUND], with the bias of a whole exponent.
  private static final float ROUND = 0x1.8p23f + 127;

  private static final int SIGN = 0x8000_0000;

  // eʳ = 1 + r + r²·(C0 + C1·r + …), eʳ − 1 being 1.4e-8 from it
  private static final float C0 = 0.49999997f;
  private static final float C1 = 0.16666546f;
  private static final float C2 = 0.041667443f;
  private static final float C3 = 0.008366253f;
  private static final float C4 = 0.0013869948f;

  // The same in every lane. A constant vector costs C2 far fewer nodes than a broadcast does.
  private static final FloatVector CV0 = broadcast(FLOAT, C0);
  private static final FloatVector CV1 = broadcast(FLOAT, C1);
  private static final FloatVector CV2 = broadcast(FLOAT, C2);
  private static final FloatVector CV3 = broadcast(FLOAT, C3);
  private static final FloatVector CV4 = broadcast(FLOAT, C4);

  private Hyperbolic() {}

  /// `tanh x` within 4 ulp; −0 gives −0, NaN gives NaN.
  public static float tanh(float x) {
    float y = Math.abs(x) * 2;
    y = y > ONE_ABOVE ? ONE_ABOVE : y;
    float t = Math.fma(y, Exponential.LOG2_E, ROUND);
    float r = Math.fma(t - ROUND, -Exponential.LN_2, y);
    float z = r * r;
    float q = Math.fma(z, C4, Math.fma(r, C3, C2));
    q = Math.fma(z, q, Math.fma(r, C1, C0));
    q = Math.fma(z, q, r);
    float s = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    float e = Math.fma(s, q, s - 1);
    int sign = Float.floatToRawIntBits(x) & SIGN;
    return Float.intBitsToFloat(Float.floatToRawIntBits(e / (e + 2)) | sign);
  }

  /// The vector form of [#tanh(float)].
  public static FloatVector tanh(FloatVector x) {
    FloatVector y = x.abs();
    y = y.add(y); // a multiplication would take the place of one that counts
    y = y.blend(ONE_ABOVE, y.compare(GT, ONE_ABOVE));
    FloatVector t = y.fma(Exponential.LOG2_E, ROUND);
    // n is at most 29: what float ln 2 lacks does not show.
    FloatVector r = t.sub(ROUND).fma(Exponential.MINUS_LN_2, y);
    FloatVector z = r.mul(r);
    FloatVector q = z.fma(CV4, r.fma(CV3, CV2));
    q = z.fma(q, r.fma(CV1, CV0));
    q = z.fma(q, r);
    FloatVector s = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    FloatVector e = s.fma(q, s.sub(1));
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    return e.div(e.add(2)).reinterpretAsInts().or(sign).reinterpretAsFloats();
  }
}
