package lockstep.kernels.map;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

/// What [Unary] computes, one element at a time: the specification, and the tail of its loops.
public final class UnaryReference {

  private UnaryReference() {}

  /// {@return the function of one number}
  public static float apply(Unary function, float x) {
    return switch (function) {
      case NEGATE -> -x;
      case ABS -> Math.abs(x);
      case SQUARE -> x * x;
      case SQRT -> (float) Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case RELU -> x <= 0 ? 0 : x;
      case EXP -> Exponential.exp(x);
      case LOG -> Logarithm.log(x);
      case TANH -> Hyperbolic.tanh(x);
      case SIGMOID -> Exponential.sigmoid(x);
      case ERF -> ErrorFunction.erf(x);
      case SIN -> Trigonometric.sin(x);
      case COS -> Trigonometric.cos(x);
      case GELU -> ErrorFunction.gelu(x);
      case SILU -> Exponential.silu(x);
      case SOFTPLUS -> Logarithm.softplus(x);
    };
  }

  /// As [Unary#apply], with the same promises.
  public static void apply(Unary function, long in, long out, int count) {
    for (int i = 0; i < count; i++) {
      long offset = (long) i * Float.BYTES;
      float x = SEGMENT.get(JAVA_FLOAT_UNALIGNED, (in + offset) & ADDRESS_MASK);
      SEGMENT.set(JAVA_FLOAT_UNALIGNED, (out + offset) & ADDRESS_MASK, apply(function, x));
    }
  }
}
