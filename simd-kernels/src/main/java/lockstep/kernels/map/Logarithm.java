package lockstep.kernels.map;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.zero;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static lockstep.kernels.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// The natural logarithm and softplus, each within 4 ulp.
///
/// `x = 2ᵉ·(1 + f)` with 1 + f from √½ to √2; then `log x = e·ln 2 + log(1 + f)`, and the latter is
/// a polynomial.
@SuppressWarnings("exports") // for kernels: other modules see no vectors
public final class Logarithm {

  private static final int SQRT_HALF = 0x3f35_04f3;

  // log(1 + f) = f − f²/2 + f³·(C0 + C1·f + …), 5.8e-9 from it
  private static final float C0 = 0.3333333f;
  private static final float C1 = -0.2500082f;
  private static final float C2 = 0.2000124f;
  private static final float C3 = -0.16623406f;
  private static final float C4 = 0.14201619f;
  private static final float C5 = -0.13159692f;
  private static final float C6 = 0.12761977f;
  private static final float C7 = -0.076359026f;

  // log(1 + u) = u + u²·(U0 + U1·u + …) for u from 0 to 1, 5.3e-9 from it
  private static final float U0 = -0.4999993f;
  private static final float U1 = 0.33330464f;
  private static final float U2 = -0.2495802f;
  private static final float U3 = 0.19692121f;
  private static final float U4 = -0.15344977f;
  private static final float U5 = 0.10661371f;
  private static final float U6 = -0.057460483f;
  private static final float U7 = 0.02008846f;
  private static final float U8 = -0.0032910742f;

  // The same in every lane. A constant vector costs C2 far fewer nodes than a broadcast does.
  private static final FloatVector ZERO = zero(FLOAT);
  private static final FloatVector MINUS_HALF = broadcast(FLOAT, -0.5f);
  private static final FloatVector LN_2 = broadcast(FLOAT, Exponential.LN_2);
  private static final FloatVector LN_2_REST = broadcast(FLOAT, Exponential.LN_2_REST);
  private static final FloatVector CV0 = broadcast(FLOAT, C0);
  private static final FloatVector CV1 = broadcast(FLOAT, C1);
  private static final FloatVector CV2 = broadcast(FLOAT, C2);
  private static final FloatVector CV3 = broadcast(FLOAT, C3);
  private static final FloatVector CV4 = broadcast(FLOAT, C4);
  private static final FloatVector CV5 = broadcast(FLOAT, C5);
  private static final FloatVector CV6 = broadcast(FLOAT, C6);
  private static final FloatVector CV7 = broadcast(FLOAT, C7);
  private static final FloatVector UV0 = broadcast(FLOAT, U0);
  private static final FloatVector UV1 = broadcast(FLOAT, U1);
  private static final FloatVector UV2 = broadcast(FLOAT, U2);
  private static final FloatVector UV3 = broadcast(FLOAT, U3);
  private static final FloatVector UV4 = broadcast(FLOAT, U4);
  private static final FloatVector UV5 = broadcast(FLOAT, U5);
  private static final FloatVector UV6 = broadcast(FLOAT, U6);
  private static final FloatVector UV7 = broadcast(FLOAT, U7);
  private static final FloatVector UV8 = broadcast(FLOAT, U8);

  private Logarithm() {}

  /// `log x` within 4 ulp, of subnormal numbers too. 0 and −0 give −∞, less than that and NaN give
  /// NaN, +∞ gives +∞.
  public static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p23f : x);
    int exponent = (bits - SQRT_HALF) >> 23;
    float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1;
    float e = exponent + (subnormal ? -23f : 0f);
    float square = f * f;
    float low = Math.fma(square, Math.fma(f, C3, C2), Math.fma(f, C1, C0));
    float high = Math.fma(square, Math.fma(f, C7, C6), Math.fma(f, C5, C4));
    float q = Math.fma(square * square, high, low);
    float rest = Math.fma(e, Exponential.LN_2_REST, square * f * q);
    float y = Math.fma(e, Exponential.LN_2, Math.fma(square, -0.5f, rest) + f);
    y = x < Float.POSITIVE_INFINITY ? y : x;
    y = x < 0 ? Float.NaN : y;
    return x == 0 ? Float.NEGATIVE_INFINITY : y;
  }

  /// The vector form of [#log(float)].
  public static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = x.blend(x.mul(0x1p23f), subnormal).reinterpretAsInts();
    IntVector exponent = bits.sub(SQRT_HALF).lanewise(ASHR, 23);
    FloatVector f = bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats().sub(1);
    FloatVector e = (FloatVector) exponent.convert(I2F, 0);
    e = e.add(ZERO.blend(-23f, subnormal));
    FloatVector square = f.mul(f);
    FloatVector low = square.fma(f.fma(CV3, CV2), f.fma(CV1, CV0));
    FloatVector high = square.fma(f.fma(CV7, CV6), f.fma(CV5, CV4));
    FloatVector q = square.mul(square).fma(high, low);
    FloatVector rest = e.fma(LN_2_REST, square.mul(f).mul(q));
    FloatVector y = e.fma(LN_2, square.fma(MINUS_HALF, rest).add(f));
    y = x.blend(y, x.compare(LT, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NaN, x.compare(LT, 0));
    return y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0));
  }

  /// `log(1 + eˣ)` within 4 ulp, also where it is tiny. −∞ gives 0, NaN gives NaN.
  ///
  /// It is `max(x, 0) + log(1 + e^−|x|)`, in which nothing overflows and nothing cancels.
  public static float softplus(float x) {
    float u = Exponential.decay(x);
    float square = u * u;
    float fourth = square * square;
    float low = Math.fma(square, Math.fma(u, U3, U2), Math.fma(u, U1, U0));
    float high = Math.fma(square, Math.fma(u, U7, U6), Math.fma(u, U5, U4));
    float q = Math.fma(fourth, Math.fma(fourth, U8, high), low);
    return Math.fma(square, q, u) + (x > 0 ? x : 0);
  }

  /// The vector form of [#softplus(float)].
  public static FloatVector softplus(FloatVector x) {
    FloatVector u = Exponential.decay(x);
    FloatVector square = u.mul(u);
    FloatVector fourth = square.mul(square);
    FloatVector low = square.fma(u.fma(UV3, UV2), u.fma(UV1, UV0));
    FloatVector high = square.fma(u.fma(UV7, UV6), u.fma(UV5, UV4));
    FloatVector q = fourth.fma(fourth.fma(UV8, high), low);
    FloatVector positive = ZERO.blend(x, x.compare(GT, 0));
    return square.fma(q, u).add(positive);
  }
}
