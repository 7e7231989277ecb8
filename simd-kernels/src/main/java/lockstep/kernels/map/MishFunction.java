package lockstep.kernels.map;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// Mish, `x·tanh(log(1 + eˣ))`, and its derivative.
///
/// With u = e^−|x| the hyperbolic tangent is n / (n + m), where n = 1 + 2u and m = 2u² from 0 on
/// and n = u·(u + 2) and m = 2 below; nothing in it overflows or cancels.
@SuppressWarnings("exports") // for kernels: other modules see no vectors
public final class MishFunction {

  /// Beyond it x·e^−|x| rounds to 0.
  private static final float FLAT_BEYOND = 110;

  private static final FloatVector ONE = FloatVector.broadcast(Lanes.FLOAT, 1);
  private static final FloatVector TWO = FloatVector.broadcast(Lanes.FLOAT, 2);

  private MishFunction() {}

  /// Mish within 6 ulp or 2⁻¹²⁶. −∞ gives −0, NaN gives NaN.
  public static float mish(float x) {
    float u = Exponential.decay(x);
    float n = x < 0 ? u * (u + 2) : Math.fma(u, 2, 1);
    float m = x < 0 ? 2 : u * u * 2;
    return (x < -FLAT_BEYOND ? -FLAT_BEYOND : x) * (n / (n + m));
  }

  /// The vector form of [#mish(float)].
  public static FloatVector mish(FloatVector x) {
    FloatVector u = Exponential.decay(x);
    var below = x.compare(LT, 0);
    FloatVector n = u.fma(TWO, ONE).blend(u.mul(u.add(2)), below);
    FloatVector m = u.mul(u).mul(2).blend(2, below);
    return x.blend(-FLAT_BEYOND, x.compare(LT, -FLAT_BEYOND)).mul(n.div(n.add(m)));
  }

  /// The derivative within 2⁻²¹ of it. NaN gives NaN.
  ///
  /// `tanh + x·(1 − tanh²)·sigmoid x`, in which 1 − tanh² is m·(2n + m) / (n + m)².
  public static float mishSlope(float x) {
    float u = Exponential.decay(x);
    float n = x < 0 ? u * (u + 2) : Math.fma(u, 2, 1);
    float m = x < 0 ? 2 : u * u * 2;
    float c = 1 / (n + m);
    float limited = x < -FLAT_BEYOND ? -FLAT_BEYOND : x;
    limited = limited > FLAT_BEYOND ? FLAT_BEYOND : limited;
    float sigmoid = (x < 0 ? u : 1) / (u + 1);
    float w = m * c * (Math.fma(n, 2, m) * c);
    return Math.fma(limited * w, sigmoid, n * c);
  }

  /// The vector form of [#mishSlope(float)]. Loops call its parts, see [ErrorFunction#gelu].
  public static FloatVector mishSlope(FloatVector x) {
    return mishSlope(x, Exponential.decay(x));
  }

  /// With `u = e^−|x|`.
  static FloatVector mishSlope(FloatVector x, FloatVector u) {
    var below = x.compare(LT, 0);
    FloatVector n = u.fma(TWO, ONE).blend(u.mul(u.add(2)), below);
    FloatVector m = u.mul(u).mul(2).blend(2, below);
    FloatVector c = ONE.div(n.add(m));
    FloatVector limited = x.blend(-FLAT_BEYOND, x.compare(LT, -FLAT_BEYOND));
    limited = limited.blend(FLAT_BEYOND, limited.compare(GT, FLAT_BEYOND));
    FloatVector sigmoid = ONE.blend(u, below).div(u.add(1));
    FloatVector w = m.mul(c).mul(n.fma(TWO, m).mul(c));
    return limited.mul(w).fma(sigmoid, n.mul(c));
  }
}
