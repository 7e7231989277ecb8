package lockstep.kernels.map;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.zero;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static lockstep.kernels.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// The error function, within 4 ulp, and the GELU that is made of the same integral, within 5.
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

  /// Above it the derivative of erf rounds to 0.
  private static final float ERF_FLAT_ABOVE = 10.25f;

  private static final float TWO_OVER_SQRT_PI = 1.1283792f;

  /// 1/√(2π).
  private static final float NORMAL_PEAK = 0.3989423f;

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

  // The same in every lane. A constant vector costs C2 far fewer nodes than a broadcast does.
  private static final FloatVector ZERO = zero(FLOAT);
  private static final FloatVector ONE = broadcast(FLOAT, 1);
  private static final FloatVector SV0 = broadcast(FLOAT, S0);
  private static final FloatVector SV1 = broadcast(FLOAT, S1);
  private static final FloatVector SV2 = broadcast(FLOAT, S2);
  private static final FloatVector SV3 = broadcast(FLOAT, S3);
  private static final FloatVector SV4 = broadcast(FLOAT, S4);
  private static final FloatVector SV5 = broadcast(FLOAT, S5);
  private static final FloatVector SV6 = broadcast(FLOAT, S6);
  private static final FloatVector TV0 = broadcast(FLOAT, T0);
  private static final FloatVector TV1 = broadcast(FLOAT, T1);
  private static final FloatVector TV2 = broadcast(FLOAT, T2);
  private static final FloatVector TV3 = broadcast(FLOAT, T3);
  private static final FloatVector TV4 = broadcast(FLOAT, T4);
  private static final FloatVector TV5 = broadcast(FLOAT, T5);
  private static final FloatVector TV6 = broadcast(FLOAT, T6);
  private static final FloatVector TV7 = broadcast(FLOAT, T7);
  private static final FloatVector TV8 = broadcast(FLOAT, T8);
  private static final FloatVector TV9 = broadcast(FLOAT, T9);
  private static final FloatVector TV10 = broadcast(FLOAT, T10);
  private static final FloatVector TV11 = broadcast(FLOAT, T11);
  private static final FloatVector TV12 = broadcast(FLOAT, T12);
  static final FloatVector MINUS_NORMAL_PEAK = broadcast(FLOAT, -NORMAL_PEAK);
  private static final FloatVector MV0 = broadcast(FLOAT, M0);
  private static final FloatVector MV1 = broadcast(FLOAT, M1);
  private static final FloatVector MV2 = broadcast(FLOAT, M2);
  private static final FloatVector MV3 = broadcast(FLOAT, M3);
  private static final FloatVector MV4 = broadcast(FLOAT, M4);
  private static final FloatVector MV5 = broadcast(FLOAT, M5);
  private static final FloatVector MV6 = broadcast(FLOAT, M6);
  private static final FloatVector MV7 = broadcast(FLOAT, M7);
  private static final FloatVector MV8 = broadcast(FLOAT, M8);
  private static final FloatVector MV9 = broadcast(FLOAT, M9);

  private ErrorFunction() {}

  /// `erf x` within 4 ulp; −0 gives −0, NaN gives NaN.
  public static float erf(float x) {
    float a = Math.abs(x);
    a = a > ONE_ABOVE ? ONE_ABOVE : a;
    float z = a * a;
    float z2 = z * z;
    float near = Math.fma(z2, S6, Math.fma(z, S5, S4));
    near = Math.fma(z2, near, Math.fma(z, S3, S2));
    near = Math.fma(z2, near, Math.fma(z, S1, S0));
    near = Math.fma(near, a, a);
    float u = a - MIDDLE;
    float u2 = u * u;
    float u4 = u2 * u2;
    float low = Math.fma(u2, Math.fma(u, T3, T2), Math.fma(u, T1, T0));
    float middle = Math.fma(u2, Math.fma(u, T7, T6), Math.fma(u, T5, T4));
    float high = Math.fma(u2, Math.fma(u, T11, T10), Math.fma(u, T9, T8));
    high = Math.fma(u4, T12, high);
    float far = 1 - Math.fma(u4, Math.fma(u4, high, middle), low);
    int sign = Float.floatToRawIntBits(x) & SIGN;
    return Float.intBitsToFloat(Float.floatToRawIntBits(a < 1 ? near : far) | sign);
  }

  /// The vector form of [#erf(float)].
  public static FloatVector erf(FloatVector x) {
    FloatVector a = x.abs();
    a = a.blend(ONE_ABOVE, a.compare(GT, ONE_ABOVE));
    FloatVector z = a.mul(a);
    FloatVector z2 = z.mul(z);
    FloatVector near = z2.fma(SV6, z.fma(SV5, SV4));
    near = z2.fma(near, z.fma(SV3, SV2));
    near = z2.fma(near, z.fma(SV1, SV0));
    near = near.fma(a, a);
    FloatVector u = a.sub(MIDDLE);
    FloatVector u2 = u.mul(u);
    FloatVector u4 = u2.mul(u2);
    FloatVector low = u2.fma(u.fma(TV3, TV2), u.fma(TV1, TV0));
    FloatVector middle = u2.fma(u.fma(TV7, TV6), u.fma(TV5, TV4));
    FloatVector high = u2.fma(u.fma(TV11, TV10), u.fma(TV9, TV8));
    high = u4.fma(TV12, high);
    FloatVector far = ONE.sub(u4.fma(u4.fma(high, middle), low));
    IntVector sign = x.reinterpretAsInts().and(SIGN);
    return far.blend(near, a.compare(LT, 1)).reinterpretAsInts().or(sign).reinterpretAsFloats();
  }

  /// `x·Φ(x)`, the exact GELU, Φ being the normal distribution; within 5 ulp, also where it is
  /// tiny. ±0 and −∞ give 0, NaN gives NaN.
  ///
  /// It is `max(x, 0) − |x|·Φ(−|x|)`, in which nothing cancels; the tail is exp(−x²/2) times a
  /// polynomial.
  public static float gelu(float x) {
    float a = Math.abs(x);
    a = a > GELU_ZERO_BELOW ? GELU_ZERO_BELOW : a;
    float h = a * -0.5f;
    float y = h * a;
    float t = Math.fma(y, Exponential.LOG2_E, Exponential.ROUND);
    float n = t - Exponential.ROUND;
    float r = Math.fma(n, -Exponential.LN_2_REST, Math.fma(n, -Exponential.LN_2, y));
    r += Math.fma(h, a, -y); // what rounding took from y
    float p = Exponential.polynomial(r);
    return Math.fma(-mills(a), Exponential.scale(p, t), x > 0 ? x : 0);
  }

  /// The vector form of [#gelu(float)]. Loops call its parts: a body as long as this is compiled
  /// before its loop, and then too big for C2 to inline.
  public static FloatVector gelu(FloatVector x) {
    FloatVector a = limited(x);
    return falling(a).fma(mills(a).neg(), positive(x));
  }

  /// |x|, at most where GELU is 0.
  static FloatVector limited(FloatVector x) {
    FloatVector a = x.abs();
    return a.blend(GELU_ZERO_BELOW, a.compare(GT, GELU_ZERO_BELOW));
  }

  static FloatVector positive(FloatVector x) {
    return ZERO.blend(x, x.compare(GT, 0));
  }

  /// `exp(−a²/2)`.
  static FloatVector falling(FloatVector a) {
    FloatVector h = a.mul(-0.5f);
    FloatVector y = h.mul(a);
    FloatVector t = y.fma(Exponential.LOG2_E, Exponential.ROUND);
    FloatVector n = t.sub(Exponential.ROUND);
    FloatVector r = n.fma(Exponential.MINUS_LN_2_REST, n.fma(Exponential.MINUS_LN_2, y));
    r = r.add(h.fma(a, y.neg()));
    FloatVector z = r.mul(r);
    FloatVector q = z.fma(Exponential.CV4, r.fma(Exponential.CV3, Exponential.CV2));
    q = z.fma(q, r.fma(Exponential.CV1, Exponential.CV0));
    FloatVector p = z.fma(q, r).add(1);
    IntVector bits = t.reinterpretAsInts();
    IntVector half = bits.lanewise(LSHR, 1);
    return p.mul(half.lanewise(LSHL, 23).reinterpretAsFloats())
        .mul(bits.sub(half).lanewise(LSHL, 23).reinterpretAsFloats());
  }

  /// The derivative of [#erf(float)], `2/√π·exp(−x²)`, within 8 ulp or 2⁻¹²⁵. NaN gives NaN.
  public static float erfSlope(float x) {
    float a = Math.abs(x);
    a = a > ERF_FLAT_ABOVE ? ERF_FLAT_ABOVE : a;
    return Exponential.ofProduct(-a, a) * TWO_OVER_SQRT_PI;
  }

  /// The vector form of [#erfSlope(float)].
  public static FloatVector erfSlope(FloatVector x) {
    FloatVector a = x.abs();
    a = a.blend(ERF_FLAT_ABOVE, a.compare(GT, ERF_FLAT_ABOVE));
    return Exponential.ofProduct(a.neg(), a).mul(TWO_OVER_SQRT_PI);
  }

  /// The derivative of [#gelu(float)], `Φ(x) + x·exp(−x²/2)/√(2π)`, within 2⁻²² of it. NaN gives
  /// NaN.
  ///
  /// With a = |x| it is g = Φ(−a) − a·exp(−a²/2)/√(2π) below 0 and 1 − g from there on.
  public static float geluSlope(float x) {
    float a = Math.abs(x);
    a = a > GELU_ZERO_BELOW ? GELU_ZERO_BELOW : a;
    float e = Exponential.ofProduct(a * -0.5f, a);
    float c = 1 / (a + K);
    float s = Math.fma(a * c, 2, -1);
    float s2 = s * s;
    float s4 = s2 * s2;
    float low = Math.fma(s2, Math.fma(s, M3, M2), Math.fma(s, M1, M0));
    float high = Math.fma(s2, Math.fma(s, M7, M6), Math.fma(s, M5, M4));
    high = Math.fma(s4, Math.fma(s, M9, M8), high);
    float g = Math.fma(a, -NORMAL_PEAK, Math.fma(s4, high, low) * c) * e;
    return x > 0 ? 1 - g : g;
  }

  /// The vector form of [#geluSlope(float)]. Loops call its parts.
  public static FloatVector geluSlope(FloatVector x) {
    FloatVector a = limited(x);
    FloatVector c = share(a);
    FloatVector e = Exponential.ofProduct(a.mul(-0.5f), a);
    FloatVector g = a.fma(MINUS_NORMAL_PEAK, mills(a, c)).mul(e);
    return g.blend(ONE.sub(g), x.compare(GT, 0));
  }

  /// `Φ(−a)·exp(a²/2)` with `c = 1 / (a + K)`.
  static FloatVector mills(FloatVector a, FloatVector c) {
    FloatVector s = a.mul(c).fma(2, -1);
    FloatVector s2 = s.mul(s);
    FloatVector s4 = s2.mul(s2);
    FloatVector low = s2.fma(s.fma(MV3, MV2), s.fma(MV1, MV0));
    FloatVector high = s2.fma(s.fma(MV7, MV6), s.fma(MV5, MV4));
    high = s4.fma(s.fma(MV9, MV8), high);
    return s4.fma(high, low).mul(c);
  }

  /// `1 / (a + K)`.
  static FloatVector share(FloatVector a) {
    return ONE.div(a.add(K));
  }

  /// `a·Φ(−a)·exp(a²/2)` for a from 0 to 14.5.
  private static float mills(float a) {
    float d = a / (a + K);
    float s = Math.fma(d, 2, -1);
    float s2 = s * s;
    float s4 = s2 * s2;
    float low = Math.fma(s2, Math.fma(s, M3, M2), Math.fma(s, M1, M0));
    float high = Math.fma(s2, Math.fma(s, M7, M6), Math.fma(s, M5, M4));
    high = Math.fma(s4, Math.fma(s, M9, M8), high);
    return d * Math.fma(s4, high, low);
  }

  static FloatVector mills(FloatVector a) {
    FloatVector d = a.div(a.add(K));
    FloatVector s = d.fma(2, -1);
    FloatVector s2 = s.mul(s);
    FloatVector s4 = s2.mul(s2);
    FloatVector low = s2.fma(s.fma(MV3, MV2), s.fma(MV1, MV0));
    FloatVector high = s2.fma(s.fma(MV7, MV6), s.fma(MV5, MV4));
    high = s4.fma(s.fma(MV9, MV8), high);
    return d.mul(s4.fma(high, low));
  }
}
