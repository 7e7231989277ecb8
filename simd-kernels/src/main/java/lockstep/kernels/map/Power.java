package lockstep.kernels.map;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;
import static lockstep.kernels.Lanes.FLOAT;
import static lockstep.kernels.map.Exponential.CV0;
import static lockstep.kernels.map.Exponential.CV1;
import static lockstep.kernels.map.Exponential.CV2;
import static lockstep.kernels.map.Exponential.CV3;
import static lockstep.kernels.map.Exponential.CV4;
import static lockstep.kernels.map.Exponential.MINUS_LN_2;
import static lockstep.kernels.map.Exponential.MINUS_LN_2_REST;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/// `xʸ` within 2 ulp, with the special values of C and IEEE 754: 1 where y is 0 or x is 1, NaN
/// beside it or not; NaN of a negative number where y is no integer.
///
/// It is `e^(y·log |x|)`. An error of the logarithm grows by the exponent, up to 104 times; so the
/// logarithm is a pair of floats, high and low, right to some 2⁻³⁴ of itself, and so is the
/// product. With `|x| = 2ᵉ·m` and m from √½ to √2,
///
/// ```
/// s = (m − 1)/(m + 1)                        a pair
/// log m = s·(2 + s²·(2/3 + 2/5·s² + …))      2/3 and what is before it as pairs
/// log |x| = e·ln 2 + log m                   ln 2 as two numbers, the first times e exact
/// ```
final class Power {

  private static final int SQRT_HALF = 0x3f35_04f3;

  /// From here on `xʸ` is infinite, and below its negative 0.
  private static final float MOST = 110;

  /// From here on all floats are integers, and from twice that even ones.
  private static final float WHOLE = 0x1p23f;

  private static final float EVEN = 0x1p24f;

  // ln 2 in 15 bits, and the rest.
  private static final float LN_2_HIGH = 0x1.62e4p-1f;
  private static final float LN_2_LOW = (float) (0.6931471805599453 - LN_2_HIGH);

  // 2/3 in two parts; then 2/5, 2/7 and so on, of which the sixth would add less than 2⁻³⁴.
  private static final float THIRD = 0.6666667f;
  private static final float THIRD_REST = (float) (2.0 / 3 - THIRD);
  private static final float C1 = 0.4f;
  private static final float C2 = 0.2857143f;
  private static final float C3 = 0.22222222f;
  private static final float C4 = 0.18181819f;
  private static final float C5 = 0.15384616f;

  // The same in every lane. A constant vector costs C2 far fewer nodes than a broadcast does.
  private static final FloatVector ZERO = broadcast(FLOAT, 0);
  private static final FloatVector ONE = broadcast(FLOAT, 1);
  private static final FloatVector MINUS_ONE = broadcast(FLOAT, -1);
  private static final FloatVector TWO = broadcast(FLOAT, 2);
  private static final FloatVector MINUS_23 = broadcast(FLOAT, -23);
  private static final FloatVector NORMAL = broadcast(FLOAT, Float.MIN_NORMAL);
  private static final FloatVector INFINITY = broadcast(FLOAT, Float.POSITIVE_INFINITY);
  private static final FloatVector MINUS_INFINITY = broadcast(FLOAT, Float.NEGATIVE_INFINITY);
  private static final FloatVector NONE = broadcast(FLOAT, Float.NaN);
  private static final FloatVector VMOST = broadcast(FLOAT, MOST);
  private static final FloatVector LEAST = broadcast(FLOAT, -MOST);
  private static final FloatVector WHOLES = broadcast(FLOAT, WHOLE);
  private static final FloatVector EVENS = broadcast(FLOAT, EVEN);
  private static final FloatVector LOG2_E = broadcast(FLOAT, Exponential.LOG2_E);
  private static final FloatVector ROUND = broadcast(FLOAT, Exponential.ROUND);
  private static final FloatVector VLN_2_HIGH = broadcast(FLOAT, LN_2_HIGH);
  private static final FloatVector VLN_2_LOW = broadcast(FLOAT, LN_2_LOW);
  private static final FloatVector VTHIRD = broadcast(FLOAT, THIRD);
  private static final FloatVector VTHIRD_REST = broadcast(FLOAT, THIRD_REST);
  private static final FloatVector V1 = broadcast(FLOAT, C1);
  private static final FloatVector V2 = broadcast(FLOAT, C2);
  private static final FloatVector V3 = broadcast(FLOAT, C3);
  private static final FloatVector V4 = broadcast(FLOAT, C4);
  private static final FloatVector V5 = broadcast(FLOAT, C5);

  private Power() {}

  static float power(float x, float y) {
    float a = Math.abs(x);
    boolean subnormal = a < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(subnormal ? a * 0x1p23f : a);
    int exponent = (bits - SQRT_HALF) >> 23;
    float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1;
    float e = exponent + (subnormal ? -23f : 0f);
    float d = f + 2;
    float s = f / d;
    float sRest = Math.fma(-s, d, f);
    sRest = Math.fma(-s, (2 - d) + f, sRest) / d;
    float z = s * s;
    float zRest = Math.fma(s + s, sRest, Math.fma(s, s, -z));
    float w = Math.fma(Math.fma(Math.fma(Math.fma(C5, z, C4), z, C3), z, C2), z, C1) * z;
    float u = THIRD + w;
    float uRest = ((THIRD - u) + w) + THIRD_REST;
    float v = z * u;
    float vRest = Math.fma(z, uRest, Math.fma(zRest, u, Math.fma(z, u, -v)));
    float g = v + 2;
    float gRest = ((2 - g) + v) + vRest;
    float m = s * g;
    float mRest = Math.fma(s, gRest, Math.fma(sRest, g, Math.fma(s, g, -m)));
    float whole = e * LN_2_HIGH;
    float sum = whole + m;
    float rest = ((whole - sum) + m) + Math.fma(e, LN_2_LOW, mRest);
    float log = sum + rest;
    float logRest = (sum - log) + rest;
    logRest = a < Float.POSITIVE_INFINITY ? logRest : 0;
    log = a < Float.POSITIVE_INFINITY ? log : a;
    log = a == 0 ? Float.NEGATIVE_INFINITY : log;
    float p = y * log;
    float pRest = Math.fma(y, logRest, Math.fma(y, log, -p));
    pRest = Math.abs(p) < MOST ? pRest : 0;
    p = p >= MOST ? MOST : p;
    p = p < -MOST ? -MOST : p;
    float result = exp(p, pRest);
    // |y| + 2²³ shows in its lowest bit whether an integer is odd.
    float b = Math.abs(y);
    float t = b < WHOLE ? b + WHOLE : b;
    boolean fraction = b < WHOLE && t - WHOLE != b;
    int odd = b < EVEN && !fraction ? Float.floatToRawIntBits(t) << 31 : 0;
    int sign = odd & Float.floatToRawIntBits(x);
    result = Float.intBitsToFloat(Float.floatToRawIntBits(result) ^ sign);
    result = x < 0 && a < Float.POSITIVE_INFINITY && fraction ? Float.NaN : result;
    return x == 1 || y == 0 || (x == -1 && b == Float.POSITIVE_INFINITY) ? 1 : result;
  }

  /// `e^(p + rest)`.
  private static float exp(float p, float rest) {
    float t = Math.fma(p, Exponential.LOG2_E, Exponential.ROUND);
    float n = t - Exponential.ROUND;
    float r = Math.fma(n, -Exponential.LN_2, p) + Math.fma(n, -Exponential.LN_2_REST, rest);
    return Exponential.scale(Exponential.polynomial(r), t);
  }

  /// The vector form.
  static FloatVector power(FloatVector x, FloatVector y) {
    // No calls but of the Vector API, and constant vectors: past its limit of nodes C2 inlines
    // nothing else, and every vector handed to a method is then an object (`jmh/lab`, 3).
    FloatVector a = x.abs();
    VectorMask<Float> subnormal = a.compare(LT, NORMAL);
    IntVector bits = a.blend(a.mul(WHOLES), subnormal).reinterpretAsInts();
    IntVector exponent = bits.sub(SQRT_HALF).lanewise(ASHR, 23);
    FloatVector f = bits.sub(exponent.lanewise(LSHL, 23)).reinterpretAsFloats().sub(ONE);
    FloatVector e = ((FloatVector) exponent.convert(I2F, 0)).add(ZERO.blend(MINUS_23, subnormal));
    FloatVector d = f.add(TWO);
    FloatVector s = f.div(d);
    FloatVector minus = s.neg();
    FloatVector sRest = minus.fma(TWO.sub(d).add(f), minus.fma(d, f)).div(d);
    FloatVector z = s.mul(s);
    FloatVector zRest = s.add(s).fma(sRest, s.fma(s, z.neg()));
    FloatVector w = V5.fma(z, V4).fma(z, V3).fma(z, V2).fma(z, V1).mul(z);
    FloatVector u = w.add(VTHIRD);
    FloatVector uRest = VTHIRD.sub(u).add(w).add(VTHIRD_REST);
    FloatVector v = z.mul(u);
    FloatVector vRest = z.fma(uRest, zRest.fma(u, z.fma(u, v.neg())));
    FloatVector g = v.add(TWO);
    FloatVector gRest = TWO.sub(g).add(v).add(vRest);
    FloatVector m = s.mul(g);
    FloatVector mRest = s.fma(gRest, sRest.fma(g, s.fma(g, m.neg())));
    FloatVector whole = e.mul(VLN_2_HIGH);
    FloatVector sum = whole.add(m);
    FloatVector rest = whole.sub(sum).add(m).add(e.fma(VLN_2_LOW, mRest));
    FloatVector log = sum.add(rest);
    FloatVector logRest = sum.sub(log).add(rest);
    VectorMask<Float> finite = a.compare(LT, INFINITY);
    logRest = ZERO.blend(logRest, finite);
    log = a.blend(log, finite).blend(MINUS_INFINITY, a.compare(EQ, ZERO));
    FloatVector p = y.mul(log);
    FloatVector pRest = y.fma(logRest, y.fma(log, p.neg()));
    pRest = ZERO.blend(pRest, p.abs().compare(LT, VMOST));
    p = p.blend(VMOST, p.compare(GE, VMOST));
    p = p.blend(LEAST, p.compare(LT, LEAST));
    FloatVector t = p.fma(LOG2_E, ROUND);
    FloatVector n = t.sub(ROUND);
    FloatVector r = n.fma(MINUS_LN_2, p).add(n.fma(MINUS_LN_2_REST, pRest));
    FloatVector square = r.mul(r);
    FloatVector q = square.fma(CV4, r.fma(CV3, CV2));
    q = square.fma(q, r.fma(CV1, CV0));
    q = square.fma(q, r).add(ONE);
    IntVector both = t.reinterpretAsInts();
    IntVector half = both.lanewise(LSHR, 1);
    FloatVector power =
        q.mul(half.lanewise(LSHL, 23).reinterpretAsFloats())
            .mul(both.sub(half).lanewise(LSHL, 23).reinterpretAsFloats());
    FloatVector b = y.abs();
    VectorMask<Float> small = b.compare(LT, WHOLES);
    t = b.blend(b.add(WHOLES), small);
    VectorMask<Float> fraction = t.sub(WHOLES).compare(NE, b).and(small);
    IntVector sign = t.reinterpretAsInts().lanewise(LSHL, 31).and(x.reinterpretAsInts());
    FloatVector turned = power.reinterpretAsInts().lanewise(XOR, sign).reinterpretAsFloats();
    power = power.blend(turned, b.compare(LT, EVENS).andNot(fraction));
    VectorMask<Float> none = x.compare(LT, ZERO).and(fraction).and(finite);
    VectorMask<Float> one = x.compare(EQ, ONE).or(y.compare(EQ, ZERO));
    one = one.or(x.compare(EQ, MINUS_ONE).and(b.compare(EQ, INFINITY)));
    return power.blend(NONE, none).blend(ONE, one);
  }
}
