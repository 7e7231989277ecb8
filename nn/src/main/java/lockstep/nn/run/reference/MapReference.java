package lockstep.nn.run.reference;

import lockstep.kernels.map.Binary;
import lockstep.kernels.map.Shaped;
import lockstep.kernels.map.Unary;
import lockstep.nn.graph.MapOp;
import lockstep.nn.tensor.DType;

/// The meaning of {@link MapOp}, element by element.
final class MapReference {

  private MapReference() {}

  static void run(MapOp op, Operands at) {
    double[] y = at.out(0).values();
    for (int i = 0; i < y.length; i++) {
      y[i] =
          switch (op) {
            case MapOp.UnaryMap(var function) -> apply(function, at.in(0).get(i));
            case MapOp.UnaryGradient(var function) ->
                at.in(0).get(i) * slope(function, at.in(1).get(i));
            case MapOp.ShapedMap(var activation) -> apply(activation, at.in(0).get(i));
            case MapOp.ShapedGradient(var activation) ->
                at.in(0).get(i) * slope(activation, at.in(1).get(i));
            case MapOp.BinaryMap(var function) ->
                apply(function, at.in(0).get(at.repeated(0, i)), at.in(1).get(at.repeated(1, i)));
            case MapOp.Select _ ->
                at.in(0).get(at.repeated(0, i)) != 0
                    ? at.in(1).get(at.repeated(1, i))
                    : at.in(2).get(at.repeated(2, i));
            case MapOp.Affine(var scale, var shift) -> scale * at.in(0).get(i) + shift;
            case MapOp.Cast(var to) -> to == DType.INT32 ? (int) at.in(0).get(i) : at.in(0).get(i);
          };
    }
  }

  static double apply(Unary function, double x) {
    return switch (function) {
      case NEGATE -> -x;
      case ABS -> Math.abs(x);
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case RECIPROCAL -> 1 / x;
      case RELU -> Math.max(x, 0);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case TANH -> Math.tanh(x);
      case SIGMOID -> sigmoid(x);
      case ERF -> erf(x);
      case SIN -> Math.sin(x);
      case COS -> Math.cos(x);
      case GELU -> x * (1 + erf(x / Math.sqrt(2))) / 2;
      case SILU -> x * sigmoid(x);
      case SOFTPLUS -> softplus(x);
    };
  }

  /// The slope, from the argument or the result, whichever the kernel's gradient takes.
  private static double slope(Unary function, double source) {
    return switch (function) {
      case NEGATE -> -1;
      case ABS -> Math.signum(source);
      case SQUARE -> 2 * source;
      case SQRT -> 1 / (2 * source);
      case RECIPROCAL -> -source * source;
      case RELU -> source <= 0 ? 0 : 1;
      case EXP -> source;
      case LOG -> 1 / source;
      case TANH -> 1 - source * source;
      case SIGMOID -> source * (1 - source);
      case ERF -> 2 / Math.sqrt(Math.PI) * Math.exp(-source * source);
      case SIN -> Math.cos(source);
      case COS -> -Math.sin(source);
      case GELU ->
          (1 + erf(source / Math.sqrt(2))) / 2
              + source * Math.exp(-source * source / 2) / Math.sqrt(2 * Math.PI);
      case SILU -> sigmoid(source) * (1 + source * (1 - sigmoid(source)));
      case SOFTPLUS -> sigmoid(source);
    };
  }

  private static double apply(Shaped activation, double x) {
    return switch (activation) {
      case Shaped.LeakyRelu(var slope) -> x > 0 ? x : slope * x;
      case Shaped.Elu(var alpha) -> x > 0 ? x : alpha * Math.expm1(x);
      case Shaped.Mish _ -> x * Math.tanh(softplus(x));
      case Shaped.HardSwish _ -> x * Math.clamp(x + 3, 0, 6) / 6;
      case Shaped.Affine(var factor, var offset) -> factor * x + offset;
      case Shaped.Clamp(var low, var high) -> Math.clamp(x, low, high);
    };
  }

  private static double slope(Shaped activation, double x) {
    return switch (activation) {
      case Shaped.LeakyRelu(var slope) -> x > 0 ? 1 : slope;
      case Shaped.Elu(var alpha) -> x > 0 ? 1 : alpha * Math.exp(x);
      case Shaped.Mish _ -> {
        double t = Math.tanh(softplus(x));
        yield t + x * (1 - t * t) * sigmoid(x);
      }
      case Shaped.HardSwish _ -> x <= -3 ? 0 : x > 3 ? 1 : x / 3 + 0.5;
      case Shaped.Affine(var factor, _) -> factor;
      case Shaped.Clamp(var low, var high) -> x < low || x > high ? 0 : 1;
    };
  }

  private static double apply(Binary function, double a, double b) {
    return switch (function) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      // C's powers of 1 and −1, which Java's are not.
      case POWER -> a == 1 || (a == -1 && Double.isInfinite(b)) ? 1 : Math.pow(a, b);
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
      case EQUAL -> a == b ? 1 : 0;
      case NOT_EQUAL -> a != b ? 1 : 0;
      case LESS -> a < b ? 1 : 0;
      case LESS_EQUAL -> a <= b ? 1 : 0;
      case GREATER -> a > b ? 1 : 0;
      case GREATER_EQUAL -> a >= b ? 1 : 0;
    };
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /// By its series up to 3, then by the continued fraction of its complement: right to 10⁻¹⁵.
  private static double erf(double x) {
    double z = Math.abs(x);
    if (z > 6) {
      return Math.signum(x);
    }
    if (z < 3) {
      double term = z;
      double sum = z;
      for (int n = 1; Math.abs(term) > 1e-17 * sum; n++) {
        term *= -z * z / n;
        sum += term / (2 * n + 1);
      }
      return Math.signum(x) * 2 / Math.sqrt(Math.PI) * sum;
    }
    double fraction = z;
    for (int n = 60; n > 0; n--) {
      fraction = z + n / 2.0 / fraction;
    }
    return Math.signum(x) * (1 - Math.exp(-z * z) / Math.sqrt(Math.PI) / fraction);
  }
}
