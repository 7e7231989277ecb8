package lockstep.kernels.map;

import lockstep.kernels.access.Floats;

/// What [ShapedMap] and [ShapedGradient] compute, one element at a time: the specification, and the
/// tail of their loops.
public final class ShapedReference {

  static final float SIXTH = 1 / 6f;
  static final float THIRD = 1 / 3f;

  private ShapedReference() {}

  /// {@return the function of one number}
  public static float apply(Shaped activation, float x) {
    return switch (activation) {
      case Shaped.LeakyRelu(float slope) -> x > 0 ? x : x * slope;
      case Shaped.Elu(float alpha) -> x > 0 ? x : Exponential.decayMinusOne(x) * alpha;
      case Shaped.Mish() -> MishFunction.mish(x);
      case Shaped.HardSwish() -> x <= -3 ? 0 : x * ((x > 3 ? 6 : x + 3) * SIXTH);
      case Shaped.Affine(float factor, float offset) -> Math.fma(x, factor, offset);
      case Shaped.Clamp(float low, float high) -> x < low ? low : x > high ? high : x;
    };
  }

  /// {@return dy·f′(x)}
  public static float gradient(Shaped activation, float dy, float x) {
    return switch (activation) {
      case Shaped.LeakyRelu(float slope) -> x > 0 ? dy : dy * slope;
      case Shaped.Elu(float alpha) -> x > 0 ? dy : Exponential.decay(x) * alpha * dy;
      case Shaped.Mish() -> MishFunction.mishSlope(x) * dy;
      case Shaped.HardSwish() -> x <= -3 ? 0 : x > 3 ? dy : Math.fma(x, THIRD, 0.5f) * dy;
      case Shaped.Affine(float factor, float _) -> dy * factor;
      case Shaped.Clamp(float low, float high) -> x < low || x > high ? 0 : dy;
    };
  }

  /// As [ShapedMap#run], with the same promises.
  public static void apply(Shaped activation, long in, long out, int count) {
    for (int i = 0; i < count; i++) {
      long offset = (long) i * Float.BYTES;
      Floats.set(out + offset, apply(activation, Floats.get(in + offset)));
    }
  }

  /// As [ShapedGradient#run], with the same promises.
  public static void gradient(Shaped activation, long dy, long x, long dx, int count) {
    for (int i = 0; i < count; i++) {
      long offset = (long) i * Float.BYTES;
      Floats.set(
          dx + offset, gradient(activation, Floats.get(dy + offset), Floats.get(x + offset)));
    }
  }
}
