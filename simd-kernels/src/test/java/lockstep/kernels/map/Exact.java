package lockstep.kernels.map;

/// What the functions of [Unary] are, in double: far more exactly than any bound asks for.
final class Exact {

  private static final double SQRT_PI = Math.sqrt(Math.PI);

  private Exact() {}

  static double of(Unary function, double x) {
    return switch (function) {
      case NEGATE -> -x;
      case ABS -> Math.abs(x);
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case RELU -> x <= 0 ? 0 : x;
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
      case ERF -> erf(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case GELU -> gelu(x);
      case SILU -> silu(x);
      case SOFTPLUS -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    };
  }

  private static double silu(double x) {
    if (x == Double.NEGATIVE_INFINITY) {
      return 0;
    }
    return x < 0 ? x * Math.exp(x) / (1 + Math.exp(x)) : x / (1 + Math.exp(-x));
  }

  private static double gelu(double x) {
    if (x == Double.NEGATIVE_INFINITY) {
      return 0;
    }
    double a = Math.abs(x) / Math.sqrt(2);
    double half = x > 0 ? 2 - erfc(a) : erfc(a);
    return x * half / 2;
  }

  static double erf(double x) {
    double a = Math.abs(x);
    return Math.copySign(a < 2 ? series(a) : 1 - erfc(a), x);
  }

  /// 1 − erf(a) for a ≥ 0, to twelve digits and more.
  static double erfc(double a) {
    if (a < 2) {
      return 1 - series(a);
    }
    if (a > 30) {
      return 0;
    }
    // The continued fraction of Laplace, from its end.
    double fraction = a;
    for (int k = 100; k >= 1; k--) {
      fraction = a + k / 2.0 / fraction;
    }
    return Math.exp(-a * a) / SQRT_PI / fraction;
  }

  /// `erf a = 2/√π · exp(−a²) · Σ 2ᵏ a²ᵏ⁺¹ / (2k + 1)!!`, all terms positive. NaN gives NaN.
  private static double series(double a) {
    double term = a;
    double sum = a;
    for (int k = 1; k < 80 && term > sum * 1e-17; k++) {
      term *= 2 * a * a / (2 * k + 1);
      sum += term;
    }
    return 2 / SQRT_PI * Math.exp(-a * a) * sum;
  }
}
