package lockstep.kernels.map;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static lockstep.kernels.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// `eˣ`, and what is one division away from it: sigmoid and SiLU.
///
/// `x = n·ln 2 + r` with a whole n and |r| ≤ ln 2 / 2; then `eˣ = 2ⁿ·eʳ`, and eʳ is a polynomial. A
/// vector whose numbers are all near 0, as nearly all are, needs no limits, and its 2ⁿ is added to
/// the exponents; other vectors give the same bits in more steps.
///
/// | function | formula | bound, ulp |
/// |---|---|---:|
/// | exp | eˣ | 2 |
/// | sigmoid | 1 / (1 + e⁻ˣ) | 4 |
/// | silu | x / (1 + e⁻ˣ) | 4 |
@SuppressWarnings("exports") // for kernels: other modules see no vectors
public final class Exponential {

  static final float LOG2_E = 1.442695f;
  static final float LN_2 = 0.6931472f;

  /// What is missing in [#LN_2].
  static final float LN_2_REST = -1.9046542e-9f;

  /// Below it eˣ rounds to 0.
  static final float ZERO_BELOW = -104;

  /// Above it eˣ is infinite, whatever r is.
  private static final float INFINITE_ABOVE = 104;

  /// As long as |x| is below it eˣ and e⁻ˣ are normal floats.
  static final float NEAR = 87;

  /// Below it x·eˣ rounds to 0.
  private static final float SILU_ZERO_BELOW = -110;

  /// Added to a number below 2²², it rounds that to a whole n, which then stands in the low bits as
  /// n + 254: twice the bias of an exponent, so that each of two halves has the bias.
  static final float ROUND = 0x1.8p23f + 254;

  /// Below it eˣ − 1 rounds to −1.
  private static final float MINUS_ONE_BELOW = -20;

  /// Twice the bias of an exponent.
  private static final int BIASES = 254;

  /// As [#ROUND], with the bias of a whole exponent.
  private static final float HALF_ROUND = 0x1.8p23f + 127;

  private static final int SIGN = 0x8000_0000;

  // eʳ = 1 + r + r²·(C0 + C1·r + …), 3.1e-9 from it
  static final float C0 = 0.49999994f;
  static final float C1 = 0.16666521f;
  static final float C2 = 0.041668255f;
  static final float C3 = 0.008368662f;
  static final float C4 = 0.0013821453f;

  // The same in every lane. A constant vector costs C2 far fewer nodes than a broadcast does.
  static final FloatVector MINUS_LN_2 = broadcast(FLOAT, -LN_2);
  static final FloatVector MINUS_LN_2_REST = broadcast(FLOAT, -LN_2_REST);
  private static final FloatVector ONE = broadcast(FLOAT, 1);
  private static final FloatVector VLOG2_E = broadcast(FLOAT, LOG2_E);

  /// As [#ROUND], without a bias: what stands in the low bits is n.
  static final FloatVector WHOLE = broadcast(FLOAT, 0x1.8p23f);

  static final FloatVector CV0 = broadcast(FLOAT, C0);
  static final FloatVector CV1 = broadcast(FLOAT, C1);
  static final FloatVector CV2 = broadcast(FLOAT, C2);
  static final FloatVector CV3 = broadcast(FLOAT, C3);
  static final FloatVector CV4 = broadcast(FLOAT, C4);

  private Exponential() {}

  /// `eˣ` within 2 ulp, subnormal results among them. −∞ gives 0, overflow +∞, NaN gives NaN.
  public static float exp(float x) {
    float y = x < ZERO_BELOW ? ZERO_BELOW : x;
    y = y > INFINITE_ABOVE ? INFINITE_ABOVE : y;
    float t = Math.fma(y, LOG2_E, ROUND);
    return scale(polynomial(reduce(y, t)), t);
  }

  /// The vector form of [#exp(float)].
  public static FloatVector exp(FloatVector x) {
    boolean near = isNear(x);
    FloatVector y = near ? x : limited(x);
    FloatVector t = y.fma(VLOG2_E, WHOLE);
    return scale(polynomial(reduce(y, t)), t, near);
  }

  /// As [#exp(FloatVector)], to the same bits and slower, but on one path: in a kernel with much
  /// around it C2 makes objects of a vector that comes from two (`jmh/lab`, 3).
  public static FloatVector expOnOnePath(FloatVector x) {
    FloatVector y = limited(x);
    FloatVector t = y.fma(VLOG2_E, WHOLE);
    return scale(polynomial(reduce(y, t)), t, false);
  }

  /// `1 / (1 + e⁻ˣ)` within 4 ulp, also where it is tiny. NaN gives NaN.
  public static float sigmoid(float x) {
    float y = exp(x < -NEAR ? x : -x); // e⁻ˣ would be infinite soon
    return (x < -NEAR ? y : 1) / (y + 1);
  }

  /// The vector form of [#sigmoid(float)].
  public static FloatVector sigmoid(FloatVector x) {
    boolean near = isNear(x);
    FloatVector y = near ? x.neg() : limited(x.neg().blend(x, x.compare(LT, -NEAR)));
    FloatVector t = y.fma(VLOG2_E, WHOLE);
    y = scale(polynomial(reduce(y, t)), t, near);
    FloatVector numerator = near ? ONE : ONE.blend(y, x.compare(LT, -NEAR));
    return numerator.div(y.add(ONE));
  }

  /// `x / (1 + e⁻ˣ)` within 4 ulp, also where it is tiny. −∞ gives −0 (the limit), NaN gives NaN.
  public static float silu(float x) {
    boolean far = x < -NEAR;
    float y = far ? x : -x;
    y = y < SILU_ZERO_BELOW ? SILU_ZERO_BELOW : y;
    float t = Math.fma(y, LOG2_E, ROUND);
    float p = polynomial(reduce(y, t));
    return (far ? scale(y * p, t) : x) / (scale(p, t) + 1);
  }

  /// The vector form of [#silu(float)].
  public static FloatVector silu(FloatVector x) {
    boolean near = isNear(x);
    FloatVector y = x.neg();
    if (!near) {
      y = y.blend(x, x.compare(LT, -NEAR));
      y = y.blend(SILU_ZERO_BELOW, y.compare(LT, SILU_ZERO_BELOW));
    }
    FloatVector t = y.fma(VLOG2_E, WHOLE);
    FloatVector p = polynomial(reduce(y, t));
    FloatVector numerator = x;
    if (!near) {
      // y·p is scaled as a whole: eˣ alone would already have lost its last bits below 1e-38.
      numerator = x.blend(scale(y.mul(p), t, false), x.compare(LT, -NEAR));
    }
    return numerator.div(scale(p, t, near).add(ONE));
  }

  /// The derivative of [#silu(float)], within 2⁻²² of it. −∞ gives 0 or −0, NaN gives NaN.
  ///
  /// With u = e^−|x| and v = |x| / (1 + u) it is (1 + u·v) / (1 + u) from 0 on and u·(1 − v) / (1 +
  /// u) below.
  public static float siluSlope(float x) {
    float u = decay(x);
    float a = Math.abs(x);
    a = a > -SILU_ZERO_BELOW ? -SILU_ZERO_BELOW : a;
    float q = 1 / (u + 1);
    float v = a * q;
    return (x < 0 ? u * (1 - v) : Math.fma(u, v, 1)) * q;
  }

  /// The vector form of [#siluSlope(float)].
  public static FloatVector siluSlope(FloatVector x) {
    FloatVector u = decay(x);
    FloatVector a = x.abs();
    a = a.blend(-SILU_ZERO_BELOW, a.compare(GT, -SILU_ZERO_BELOW));
    FloatVector q = ONE.div(u.add(1));
    FloatVector v = a.mul(q);
    return u.fma(v, ONE).blend(u.mul(ONE.sub(v)), x.compare(LT, 0)).mul(q);
  }

  /// `e^(h·a)` for h·a from −106 to 0, as exact as if the product were.
  static float ofProduct(float h, float a) {
    float y = h * a;
    float t = Math.fma(y, LOG2_E, ROUND);
    float r = reduce(y, t) + Math.fma(h, a, -y); // what rounding took from y
    return scale(polynomial(r), t);
  }

  static FloatVector ofProduct(FloatVector h, FloatVector a) {
    FloatVector y = h.mul(a);
    FloatVector t = y.fma(VLOG2_E, WHOLE);
    FloatVector r = reduce(y, t).add(h.fma(a, y.neg()));
    return scale(polynomial(r), t, false);
  }

  /// `e^−|x| − 1`, in which nothing cancels; computed as in [Hyperbolic].
  static float decayMinusOne(float x) {
    float y = negative(x);
    y = y < MINUS_ONE_BELOW ? MINUS_ONE_BELOW : y;
    float t = Math.fma(y, LOG2_E, HALF_ROUND);
    float r = Math.fma(t - HALF_ROUND, -LN_2, y);
    float z = r * r;
    float q = Math.fma(z, C4, Math.fma(r, C3, C2));
    q = Math.fma(z, q, Math.fma(r, C1, C0));
    q = Math.fma(z, q, r);
    float s = Float.intBitsToFloat(Float.floatToRawIntBits(t) << 23);
    return Math.fma(s, q, s - 1);
  }

  static FloatVector decayMinusOne(FloatVector x) {
    FloatVector y = negative(x);
    y = y.blend(MINUS_ONE_BELOW, y.compare(LT, MINUS_ONE_BELOW));
    FloatVector t = y.fma(LOG2_E, HALF_ROUND);
    FloatVector r = t.sub(HALF_ROUND).fma(MINUS_LN_2, y);
    FloatVector z = r.mul(r);
    FloatVector q = z.fma(CV4, r.fma(CV3, CV2));
    q = z.fma(q, r.fma(CV1, CV0));
    q = z.fma(q, r);
    FloatVector s = t.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    return s.fma(q, s.sub(1));
  }

  /// `e^−|x|`.
  static float decay(float x) {
    float y = negative(x);
    y = y < ZERO_BELOW ? ZERO_BELOW : y;
    float t = Math.fma(y, LOG2_E, ROUND);
    return scale(polynomial(reduce(y, t)), t);
  }

  static FloatVector decay(FloatVector x) {
    boolean near = isNear(x);
    FloatVector y = negative(x);
    y = near ? y : limited(y);
    FloatVector t = y.fma(VLOG2_E, WHOLE);
    return scale(polynomial(reduce(y, t)), t, near);
  }

  private static boolean isNear(FloatVector x) {
    return x.abs().compare(LT, NEAR).allTrue();
  }

  /// Not below where eˣ is 0 and not above where it is infinite.
  private static FloatVector limited(FloatVector x) {
    FloatVector low = x.blend(ZERO_BELOW, x.compare(LT, ZERO_BELOW));
    return low.blend(INFINITE_ABOVE, low.compare(GT, INFINITE_ABOVE));
  }

  /// r of `x = n·ln 2 + r`, n being `t − ROUND`.
  private static float reduce(float x, float t) {
    float n = t - ROUND;
    return Math.fma(n, -LN_2_REST, Math.fma(n, -LN_2, x));
  }

  private static FloatVector reduce(FloatVector x, FloatVector t) {
    FloatVector n = t.sub(WHOLE);
    return n.fma(MINUS_LN_2_REST, n.fma(MINUS_LN_2, x));
  }

  /// `eʳ` for |r| ≤ ln 2 / 2.
  static float polynomial(float r) {
    float z = r * r;
    float q = Math.fma(z, C4, Math.fma(r, C3, C2));
    q = Math.fma(z, q, Math.fma(r, C1, C0));
    return Math.fma(z, q, r) + 1;
  }

  private static FloatVector polynomial(FloatVector r) {
    FloatVector z = r.mul(r);
    FloatVector q = z.fma(CV4, r.fma(CV3, CV2));
    q = z.fma(q, r.fma(CV1, CV0));
    return z.fma(q, r).add(ONE);
  }

  /// `p·2ⁿ` in two halves, the first of which is exact: one alone cannot express 2⁻¹⁴⁹, and
  /// rounding twice would be wrong.
  static float scale(float p, float t) {
    int bits = Float.floatToRawIntBits(t);
    int half = bits >>> 1;
    return p * Float.intBitsToFloat(half << 23) * Float.intBitsToFloat((bits - half) << 23);
  }

  /// The vector form, t having no bias. Where p·2ⁿ is a normal float, or n is 0, it is `near`: then
  /// one addition to the exponents does, to the same bits.
  static FloatVector scale(FloatVector p, FloatVector t, boolean near) {
    IntVector bits = t.reinterpretAsInts();
    if (near) {
      return p.reinterpretAsInts().add(bits.lanewise(LSHL, 23)).reinterpretAsFloats();
    }
    bits = bits.add(BIASES);
    IntVector half = bits.lanewise(LSHR, 1);
    return p.mul(half.lanewise(LSHL, 23).reinterpretAsFloats())
        .mul(bits.sub(half).lanewise(LSHL, 23).reinterpretAsFloats());
  }

  /// `−|x|`.
  private static float negative(float x) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(x) | SIGN);
  }

  private static FloatVector negative(FloatVector x) {
    return x.reinterpretAsInts().or(SIGN).reinterpretAsFloats();
  }
}
