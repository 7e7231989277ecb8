package lockstep.kernels.map;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static lockstep.kernels.map.Horner.all;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;

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

  private Logarithm() {}

  /// `log x` within 4 ulp, of subnormal numbers too. 0 and −0 give −∞, less than that and NaN give
  /// NaN, +∞ gives +∞.
  public static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(subnormal ? x * 0x1p23f : x);
    int exponent = (bits - SQRT_HALF) >> 23;
    float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1;
    float e = exponent + (subnormal ? -23f : 0f);
    float q = Math.fma(C7, f, C6);
    q = Math.fma(q, f, C5);
    q = Math.fma(q, f, C4);
    q = Math.fma(q, f, C3);
    q = Math.fma(q, f, C2);
    q = Math.fma(q, f, C1);
    q = Math.fma(q, f, C0);
    float square = f * f;
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
    e = e.add(FloatVector.zero(Lanes.FLOAT).blend(-23f, subnormal));
    FloatVector q = Horner.step(all(C7), f, C6);
    q = Horner.step(q, f, C5);
    q = Horner.step(q, f, C4);
    q = Horner.step(q, f, C3);
    q = Horner.step(q, f, C2);
    q = Horner.step(q, f, C1);
    q = Horner.step(q, f, C0);
    FloatVector square = f.mul(f);
    FloatVector rest = e.fma(all(Exponential.LN_2_REST), square.mul(f).mul(q));
    FloatVector y = e.fma(all(Exponential.LN_2), square.fma(all(-0.5f), rest).add(f));
    y = x.blend(y, x.compare(LT, Float.POSITIVE_INFINITY));
    y = y.blend(Float.NaN, x.compare(LT, 0));
    return y.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0));
  }

  /// `log(1 + eˣ)` within 4 ulp, also where it is tiny. −∞ gives 0, NaN gives NaN.
  ///
  /// It is `max(x, 0) + log(1 + e^−|x|)`, in which nothing overflows and nothing cancels.
  public static float softplus(float x) {
    float u = Exponential.decay(x);
    float q = Math.fma(U8, u, U7);
    q = Math.fma(q, u, U6);
    q = Math.fma(q, u, U5);
    q = Math.fma(q, u, U4);
    q = Math.fma(q, u, U3);
    q = Math.fma(q, u, U2);
    q = Math.fma(q, u, U1);
    q = Math.fma(q, u, U0);
    return Math.fma(u * u, q, u) + (x > 0 ? x : 0);
  }

  /// The vector form of [#softplus(float)].
  public static FloatVector softplus(FloatVector x) {
    FloatVector u = Exponential.decay(x);
    FloatVector q = Horner.step(all(U8), u, U7);
    q = Horner.step(q, u, U6);
    q = Horner.step(q, u, U5);
    q = Horner.step(q, u, U4);
    q = Horner.step(q, u, U3);
    q = Horner.step(q, u, U2);
    q = Horner.step(q, u, U1);
    q = Horner.step(q, u, U0);
    FloatVector positive = FloatVector.zero(Lanes.FLOAT).blend(x, x.compare(GT, 0));
    return u.mul(u).fma(q, u).add(positive);
  }
}
