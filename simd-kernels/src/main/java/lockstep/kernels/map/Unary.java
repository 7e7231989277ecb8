package lockstep.kernels.map;

import lockstep.kernels.Lanes;

/// The functions of one element without a parameter, and the kernel that applies them.
///
/// | function | formula | bound, ulp |
/// |---|---|---:|
/// | NEGATE, ABS, SQUARE, SQRT, RECIPROCAL | −x, \|x\|, x², √x, 1/x | ½ |
/// | RELU | max(x, 0); −0 gives 0, NaN stays NaN | 0 |
/// | EXP, SIGMOID, SILU | see [Exponential] | 2, 4, 4 |
/// | TANH | see [Hyperbolic] | 4 |
/// | LOG, SOFTPLUS | see [Logarithm] | 4 |
/// | ERF, GELU | see [ErrorFunction] | 4 |
/// | SIN, COS | see [Trigonometric] | 4 |
public enum Unary {
  /// −x.
  NEGATE,
  /// |x|.
  ABS,
  /// x².
  SQUARE,
  /// √x, NaN where x is less than 0.
  SQRT,
  /// 1/x.
  RECIPROCAL,
  /// max(x, 0); −0 gives 0, NaN stays NaN.
  RELU,
  /// eˣ.
  EXP,
  /// The natural logarithm.
  LOG,
  /// The hyperbolic tangent.
  TANH,
  /// 1 / (1 + e⁻ˣ).
  SIGMOID,
  /// The error function.
  ERF,
  /// The sine of an angle in radians.
  SIN,
  /// The cosine of an angle in radians.
  COS,
  /// x·Φ(x) with the normal distribution Φ, not its approximation by tanh.
  GELU,
  /// x / (1 + e⁻ˣ), also called swish.
  SILU,
  /// log(1 + eˣ).
  SOFTPLUS;

  /// `out[i] = function(in[i])` for `count` floats at each address. The two may be one address;
  /// other overlaps are not allowed.
  public static void apply(Unary function, long in, long out, int count) {
    int whole = count - count % Lanes.COUNT;
    switch (function) {
      case NEGATE -> LightLoops.negate(in, out, whole);
      case ABS -> LightLoops.abs(in, out, whole);
      case SQUARE -> LightLoops.square(in, out, whole);
      case SQRT -> LightLoops.sqrt(in, out, whole);
      case RECIPROCAL -> LightLoops.reciprocal(in, out, whole);
      case RELU -> LightLoops.relu(in, out, whole);
      case EXP -> HeavyLoops.exp(in, out, whole);
      case LOG -> HeavyLoops.log(in, out, whole);
      case TANH -> HeavyLoops.tanh(in, out, whole);
      case SIGMOID -> HeavyLoops.sigmoid(in, out, whole);
      case ERF -> HeavyLoops.erf(in, out, whole);
      case SIN -> HeavyLoops.sin(in, out, whole);
      case COS -> HeavyLoops.cos(in, out, whole);
      case GELU -> HeavyLoops.gelu(in, out, whole);
      case SILU -> HeavyLoops.silu(in, out, whole);
      case SOFTPLUS -> HeavyLoops.softplus(in, out, whole);
    }
    long done = (long) whole * Float.BYTES;
    UnaryReference.apply(function, in + done, out + done, count - whole);
  }
}
