package lockstep.kernels.map;

import lockstep.kernels.access.Floats;

/// What [UnaryGradient] computes, one element at a time: the specification, and the tail of its
/// loops.
public final class UnaryGradientReference {

  private UnaryGradientReference() {}

  /// {@return dy·f′}
  ///
  /// @param s the argument or the result, as [UnaryGradient#source(Unary)] says
  public static float apply(Unary function, float dy, float s) {
    return switch (function) {
      case NEGATE -> -dy;
      case ABS -> dy * (s > 0 ? 1 : s < 0 ? -1 : s == 0 ? 0 : s);
      case SQUARE -> dy * (s + s);
      case SQRT -> dy * 0.5f / s;
      case RECIPROCAL -> -(dy * s) * s;
      case RELU -> s <= 0 ? 0 : dy;
      case EXP -> dy * s;
      case LOG -> dy / s;
      case TANH -> dy * Math.fma(-s, s, 1);
      case SIGMOID -> dy * (s * (1 - s));
      case ERF -> dy * ErrorFunction.erfSlope(s);
      case SIN -> dy * Trigonometric.cos(s);
      case COS -> dy * -Trigonometric.sin(s);
      case GELU -> dy * ErrorFunction.geluSlope(s);
      case SILU -> dy * Exponential.siluSlope(s);
      case SOFTPLUS -> dy * Exponential.sigmoid(s);
    };
  }

  /// As [UnaryGradient#run], with the same promises.
  public static void apply(Unary function, long dy, long source, long dx, int count) {
    for (int i = 0; i < count; i++) {
      long offset = (long) i * Float.BYTES;
      Floats.set(
          dx + offset, apply(function, Floats.get(dy + offset), Floats.get(source + offset)));
    }
  }
}
