package lockstep.kernels.map;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static lockstep.kernels.map.Horner.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import lockstep.kernels.Lanes;

/// The error function, and the GELU that is made of the same integral, each within 4 ulp.
@SuppressWarnings("exports") // for kernels: other modules see no vectors
public final class ErrorFunction {

  private static final int SIGN = 0x8000_0000;

  /// Where erf rounds to 1.
  private static final float ONE_ABOVE = 4;

  // erf x = x + x·(S0 + S1·x² + …) for |x| < 1, 1.4e-9 from it
  private static final float S0 = 0.12837917f;
  private static final float S1 = -0.37612626f;
  private static final float S2 = 0.11283579f;
  private static final float S3 = -0.026853347f;
  private static final float S4 = 0.005187162f;
  private static final float S5 = -0.0007997853f;
  private static final float S6 = 7.806903e-05f;

  // 1 − erf x = T0 + T1·u + … with u = x − 2.5, for x from 1 to 4, 4.4e-8 from it
  private static final float MIDDLE = 2.5f;
  private static final float T0 = 0.00040691785f;
  private static final float T1 = -0.002178021f;
  private static final float T2 = 0.0054471865f;
  private static final float T3 = -0.008353905f;
  private static final float T4 = 0.008612044f;
  private static final float T5 = -0.0061011845f;
  private static final float T6 = 0.0028253852f;
  private static final float T7 = -0.0005729162f;
  private static final float T8 = -0.00029358844f;
  private static final float T9 = 0.00028025464f;
  private static final float T10 = -5.8714897e-05f;
  private static final float T11 = -2.1299342e-05f;
  private static final float T12 = 8.595962e-06f;

  /// Below minus it GELU rounds to 0.
  private static final float GELU_ZERO_BELOW = 14.5f;

  /// The scale of the tail's variable, chosen for the smallest error.
  private static final float K = 3.5f;

  // Φ(−a)·exp(a²/2)·(a + K) = M0 + M1·s + … with s = (a − K) / (a + K), for a from 0 to 14.5,
  // 2.4e-8
  // from it
  private static final float M0 = 0.74441606f;
  private static final float M1 = -0.56556183f;
  private static final float M2 = 0.31542593f;
  private static final float M3 = -0.11605137f;
  private static final float M4 = 0.017398942f;
  private static final float M5 = 0.006483583f;
  private static final float M6 = -0.0031556007f;
  private static final float M7 = -0.00047335826f;
  private static final float M8 = 0.00040617003f;
  private static final float M9 = 9.443595e-05f;

  private ErrorFunction() {}

  /// `erf x` within 4 ulp; −0 gives −0, NaN gives NaN.
  public static float erf(float x) {
    float a = Math.abs(x);
    a = a > ONE_ABOVE ? ONE_ABOVE : a;
    float z = a * a;
    float near = Math.fma(S6, z, S5);
    near = Math.fma(near, z, S4);
    near = Math.fma(near, z, S3);
    near = Math.fma(near, z, S2);
    near = Math.fma(near, z, S1);
    near = Math.fma(near, z, S0);
    near = Math.fma(near, a, a);
    float u = a - MIDDLE;
    float far = Math.fma(T12, u, T11);
    far = Math.fma(far, u, T10);
    far = Math.fma(far, u, T9);
    far = Math.fma(far, u, T8);
    far = Math.fma(far, u, T7);
    far = Math.fma(far, u, T6);
    far = Math.fma(far, u, T5);
    far = Math.fma(far, u, T4);
    far = Math.fma(far, u, T3);
    far = Math.fma(far, u, T2);
    far = Math.fma(far, u, T1);
    far = 1 - Math.fma(far, u, T0);
    int sign = Float.floatToRawIntBits(x) & SIGN;
    return Float.intBitsToFloat(Float.floatToRawIntBits(a < 1 ? near : far) | sign);
  }

  /// The vector form of [#erf(float)].
  public static FloatVector erf(FloatVector x) {
    FloatVector a = x.abs();
    a = a.blend(ONE_ABOVE, a.compare(GT, ONE_ABOVE));
    FloatVector z = a.mul(a);
    FloatVector near = Horner.step(all(S6), z, S5);
    near = Horner.step(near, z, S4);
    near = Horner.step(near, z, S3);
    near = Horner.step(near, z, S2);
    near = Horner.step(near, z, S1);
    near = Horner.step(near, z, S0);
    near = near.fma(a, a);
    FloatVector far = far(a.sub(MIDDLE));
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    return far.blend(near, a.compare(LT, 1)).reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  private static FloatVector far(FloatVector u) {
    FloatVector far = Horner.step(all(T12), u, T11);
    far = Horner.step(far, u, T10);
    far = Horner.step(far, u, T9);
    far = Horner.step(far, u, T8);
    far = Horner.step(far, u, T7);
    far = Horner.step(far, u, T6);
    far = Horner.step(far, u, T5);
    far = Horner.step(far, u, T4);
    far = Horner.step(far, u, T3);
    far = Horner.step(far, u, T2);
    far = Horner.step(far, u, T1);
    return all(1).sub(Horner.step(far, u, T0));
  }

  /// `x·Φ(x)`, the exact GELU, Φ being the normal distribution; within 4 ulp, also where it is
  /// tiny. ±0 and −∞ give 0, NaN gives NaN.
  ///
  /// It is `max(x, 0) − |x|·Φ(−|x|)`, in which nothing cancels; the tail is exp(−x²/2) times a
  /// polynomial.
  public static float gelu(float x) {
    float a = Math.abs(x);
    a = a > GELU_ZERO_BELOW ? GELU_ZERO_BELOW : a;
    float square = a * a;
    float lost = Math.fma(a, a, -square);
    float y = square * -0.5f;
    float t = Math.fma(y, Exponential.LOG2_E, Exponential.ROUND);
    float n = t - Exponential.ROUND;
    float r = Math.fma(n, -Exponential.LN_2_REST, Math.fma(n, -Exponential.LN_2, y));
    float p = Exponential.polynomial(Math.fma(lost, -0.5f, r));
    float d = a / (a + K);
    float s = Math.fma(d, 2, -1);
    float m = Math.fma(M9, s, M8);
    m = Math.fma(m, s, M7);
    m = Math.fma(m, s, M6);
    m = Math.fma(m, s, M5);
    m = Math.fma(m, s, M4);
    m = Math.fma(m, s, M3);
    m = Math.fma(m, s, M2);
    m = Math.fma(m, s, M1);
    m = Math.fma(m, s, M0);
    return (x > 0 ? x : 0) - Exponential.scale(d * m * p, t);
  }

  /// The vector form of [#gelu(float)].
  public static FloatVector gelu(FloatVector x) {
    FloatVector a = x.abs();
    a = a.blend(GELU_ZERO_BELOW, a.compare(GT, GELU_ZERO_BELOW));
    FloatVector square = a.mul(a);
    FloatVector lost = a.fma(a, square.neg());
    FloatVector y = square.mul(-0.5f);
    FloatVector t = y.fma(Exponential.LOG2_E, Exponential.ROUND);
    FloatVector n = t.sub(Exponential.ROUND);
    FloatVector r = n.fma(all(-Exponential.LN_2_REST), n.fma(all(-Exponential.LN_2), y));
    FloatVector p = Exponential.polynomial(lost.fma(all(-0.5f), r));
    FloatVector d = a.div(a.add(K));
    FloatVector m = mills(d.fma(2, -1));
    FloatVector positive = FloatVector.zero(Lanes.FLOAT).blend(x, x.compare(GT, 0));
    return positive.sub(Exponential.scale(d.mul(m).mul(p), t));
  }

  private static FloatVector mills(FloatVector s) {
    FloatVector m = Horner.step(all(M9), s, M8);
    m = Horner.step(m, s, M7);
    m = Horner.step(m, s, M6);
    m = Horner.step(m, s, M5);
    m = Horner.step(m, s, M4);
    m = Horner.step(m, s, M3);
    m = Horner.step(m, s, M2);
    m = Horner.step(m, s, M1);
    return Horner.step(m, s, M0);
  }
}
