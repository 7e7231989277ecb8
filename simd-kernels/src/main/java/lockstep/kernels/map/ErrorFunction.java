package lockstep.kernels.map;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static lockstep.kernels.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

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

  /// Above it the derivative of erf rounds to 0.
  private static final float ERF_FLAT_ABOVE = 10.25f;

  private static final float TWO_OVER_SQRT_PI = 1.1283792f;

  /// 1/√(2π).
  private static final float NORMAL_PEAK = 0.3989423f;

  /// While |x| is below it, x·Φ(−|x|) is a normal float, or n of its exponential is 0.
  private static final float GELU_NEAR = 13;

  /// exp(−a²/2) is 2ⁿ·exp(s/2) with this many n in a².
  private static final float HALF_LOG2_E = Exponential.LOG2_E / 2;

  private static final float TWO_LN_2 = Exponential.LN_2 * 2;

  // exp(s/2) = 1 + s/2 + s²·(E0 + E1·s + …): the polynomial of Exponential
  private static final float E0 = Exponential.C0 / 4;
  private static final float E1 = Exponential.C1 / 8;
  private static final float E2 = Exponential.C2 / 16;
  private static final float E3 = Exponential.C3 / 32;
  private static final float E4 = Exponential.C4 / 64;

  // Φ(−a)·exp(a²/2) = P / (W·a·P + R) with P = P0 + P1·a + … and R = R0 + R1·a + … for a from 0 to
  // 14.5, 1.9e-8 from it. R is the smaller part of the divisor soon, so that roundings in P do not
  // count; W is a little more than √(2π). What the float ln 2 lacks in each n is in these, as n is
  // a²·log₂e / 2, rounded. Of all common factors theirs gives the smallest error.
  private static final float W = 2.5066345f;
  private static final float P0 = 1.5000001f;
  private static final float P1 = 1.3806683f;
  private static final float P2 = 0.5992367f;
  private static final float P3 = 0.13881548f;
  private static final float P4 = 0.014916344f;
  private static final float R0 = 3.0000002f;
  private static final float R1 = 1.3950421f;
  private static final float R2 = 0.35069454f;
  private static final float R3 = 0.03726593f;

  // The same in every lane. A constant vector costs C2 far fewer nodes than a broadcast does.
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
  private static final FloatVector MINUS_HALF = broadcast(FLOAT, -0.5f);
  private static final FloatVector MINUS_HALF_LOG2_E = broadcast(FLOAT, -HALF_LOG2_E);
  private static final FloatVector VTWO_LN_2 = broadcast(FLOAT, TWO_LN_2);
  private static final FloatVector MINUS_NORMAL_PEAK = broadcast(FLOAT, -NORMAL_PEAK);
  private static final FloatVector EV0 = broadcast(FLOAT, E0);
  private static final FloatVector EV1 = broadcast(FLOAT, -E1);
  private static final FloatVector EV2 = broadcast(FLOAT, E2);
  private static final FloatVector EV3 = broadcast(FLOAT, -E3);
  private static final FloatVector EV4 = broadcast(FLOAT, E4);
  private static final FloatVector PV0 = broadcast(FLOAT, P0);
  private static final FloatVector PV1 = broadcast(FLOAT, P1);
  private static final FloatVector PV2 = broadcast(FLOAT, P2);
  private static final FloatVector PV3 = broadcast(FLOAT, P3);
  private static final FloatVector PV4 = broadcast(FLOAT, P4);
  private static final FloatVector RV0 = broadcast(FLOAT, R0);
  private static final FloatVector RV1 = broadcast(FLOAT, R1);
  private static final FloatVector RV2 = broadcast(FLOAT, R2);
  private static final FloatVector RV3 = broadcast(FLOAT, R3);
  private static final FloatVector VW = broadcast(FLOAT, W);

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

  /// `x·Φ(x)`, the exact GELU, Φ being the normal distribution; within 4 ulp, also where it is
  /// tiny. ±0 and −∞ give 0, NaN gives NaN.
  ///
  /// It is `max(x, 0) − |x|·Φ(−|x|)`, in which nothing cancels; the tail is exp(−x²/2) times a
  /// quotient of two polynomials.
  public static float gelu(float x) {
    float a = Math.abs(x);
    a = a > GELU_ZERO_BELOW ? GELU_ZERO_BELOW : a;
    float z = a * a;
    float t = Math.fma(z, -HALF_LOG2_E, Exponential.ROUND);
    float n = Math.fma(a, P0, z * higher(a, z));
    float tail = Math.fma(n, bell(a, z, t), n) / (Math.fma(n, W, rest(a, z)) + R0);
    return (x > 0 ? x : 0) - Exponential.scale(tail, t);
  }

  /// The vector form of [#gelu(float)]. Loops call its parts: a body as long as this is compiled
  /// before its loop, and then too big for C2 to inline.
  public static FloatVector gelu(FloatVector x) {
    boolean near = isNear(x);
    FloatVector a = near ? x.abs() : limited(x);
    FloatVector z = a.mul(a);
    FloatVector t = exponent(z);
    return positive(x).sub(Exponential.scale(tail(a, z, bell(a, z, t)), t, near));
  }

  /// Whether the shorter [Exponential#scale] will do.
  static boolean isNear(FloatVector x) {
    return x.abs().compare(LT, GELU_NEAR).allTrue();
  }

  /// |x|, at most where GELU is 0.
  static FloatVector limited(FloatVector x) {
    FloatVector a = x.abs();
    return a.blend(GELU_ZERO_BELOW, a.compare(GT, GELU_ZERO_BELOW));
  }

  /// `max(x, 0)`, as integers, which orders what is not below 0; of NaN nothing is asked.
  static FloatVector positive(FloatVector x) {
    return x.reinterpretAsInts().max(0).reinterpretAsFloats();
  }

  /// n of `exp(−a²/2) = 2ⁿ·exp(s/2)`, in the low bits; z is a².
  static FloatVector exponent(FloatVector z) {
    return z.fma(MINUS_HALF_LOG2_E, Exponential.WHOLE);
  }

  /// `exp(s/2) − 1`, from −s. What rounding took from z = a² is added to that.
  private static float bell(float a, float z, float t) {
    float s = Math.fma(t - Exponential.ROUND, TWO_LN_2, z) + Math.fma(a, a, -z);
    float p = Math.fma(Math.fma(s, E4, -E3), s, E2);
    p = Math.fma(Math.fma(p, s, -E1), s, E0);
    return Math.fma(p, s, -0.5f) * s;
  }

  static FloatVector bell(FloatVector a, FloatVector z, FloatVector t) {
    FloatVector n = t.sub(Exponential.WHOLE);
    FloatVector s = n.fma(VTWO_LN_2, z).add(a.fma(a, z.neg()));
    FloatVector p = s.fma(EV4, EV3).fma(s, EV2).fma(s, EV1).fma(s, EV0);
    return p.fma(s, MINUS_HALF).mul(s);
  }

  /// `P1 + P2·a + …`.
  private static float higher(float a, float z) {
    return Math.fma(Math.fma(z, P4, P2), a, Math.fma(z, P3, P1));
  }

  private static FloatVector higher(FloatVector a, FloatVector z) {
    return z.fma(PV4, PV2).fma(a, z.fma(PV3, PV1));
  }

  /// `R1·a + R2·a² + …`.
  private static float rest(float a, float z) {
    return Math.fma(z, R2, Math.fma(z, R3, R1) * a);
  }

  private static FloatVector rest(FloatVector a, FloatVector z) {
    return z.fma(RV2, z.fma(RV3, RV1).mul(a));
  }

  /// `a·Φ(−a)` but for 2ⁿ.
  static FloatVector tail(FloatVector a, FloatVector z, FloatVector bell) {
    FloatVector n = a.fma(PV0, z.mul(higher(a, z)));
    return n.fma(bell, n).div(n.fma(VW, rest(a, z)).add(RV0));
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
    float z = a * a;
    float t = Math.fma(z, -HALF_LOG2_E, Exponential.ROUND);
    float e = Exponential.scale(bell(a, z, t) + 1, t);
    float p = Math.fma(a, higher(a, z), P0);
    float mills = p / (Math.fma(p * a, W, rest(a, z)) + R0);
    float g = Math.fma(a, -NORMAL_PEAK, mills) * e;
    return x > 0 ? 1 - g : g;
  }

  /// The vector form of [#geluSlope(float)]. Loops call its parts.
  public static FloatVector geluSlope(FloatVector x) {
    boolean near = isNear(x);
    FloatVector a = near ? x.abs() : limited(x);
    FloatVector z = a.mul(a);
    FloatVector t = exponent(z);
    FloatVector e = Exponential.scale(bell(a, z, t).add(ONE), t, near);
    FloatVector g = slopeBelow(a, z).mul(e);
    return g.blend(ONE.sub(g), x.compare(GT, 0));
  }

  /// `Φ(−a)·exp(a²/2) − a/√(2π)`.
  static FloatVector slopeBelow(FloatVector a, FloatVector z) {
    FloatVector p = a.fma(higher(a, z), PV0);
    FloatVector mills = p.div(p.mul(a).fma(VW, rest(a, z)).add(RV0));
    return a.fma(MINUS_NORMAL_PEAK, mills);
  }
}
