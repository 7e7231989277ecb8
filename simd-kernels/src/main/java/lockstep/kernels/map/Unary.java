package lockstep.kernels.map;

import java.lang.invoke.MethodHandle;
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
  NEGATE(LightLoops.class),
  /// |x|.
  ABS(LightLoops.class),
  /// x².
  SQUARE(LightLoops.class),
  /// √x, NaN where x is less than 0.
  SQRT(LightLoops.class),
  /// 1/x.
  RECIPROCAL(LightLoops.class),
  /// max(x, 0); −0 gives 0, NaN stays NaN.
  RELU(LightLoops.class),
  /// eˣ.
  EXP(HeavyLoops.class),
  /// The natural logarithm.
  LOG(HeavyLoops.class),
  /// The hyperbolic tangent.
  TANH(HeavyLoops.class),
  /// 1 / (1 + e⁻ˣ).
  SIGMOID(HeavyLoops.class),
  /// The error function.
  ERF(HeavyLoops.class),
  /// The sine of an angle in radians.
  SIN(HeavyLoops.class),
  /// The cosine of an angle in radians.
  COS(HeavyLoops.class),
  /// x·Φ(x) with the normal distribution Φ, not its approximation by tanh.
  GELU(HeavyLoops.class),
  /// x / (1 + e⁻ˣ), also called swish.
  SILU(HeavyLoops.class),
  /// log(1 + eˣ).
  SOFTPLUS(HeavyLoops.class);

  // C2 cannot look through a handle that is no constant, and so compiles every loop by itself.
  // Inlined
  // into a caller, a loop can exceed the number of nodes after which C2 stops inlining; what is
  // left
  // of its body then allocates every vector, at a hundredth of the speed (jmh/lab).
  private final MethodHandle loop;

  Unary(Class<?> loops) {
    loop = Loops.find(loops, name(), Loops.UNARY);
  }

  /// `out[i] = function(in[i])` for `count` floats at each address. The two may be one address;
  /// other overlaps are not allowed.
  public static void apply(Unary function, long in, long out, int count) {
    int whole = count - count % Lanes.COUNT;
    function.run(in, out, whole);
    long done = (long) whole * Float.BYTES;
    UnaryReference.apply(function, in + done, out + done, count - whole);
  }

  private void run(long in, long out, int count) {
    try {
      loop.invokeExact(in, out, count);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a loop throws no checked exception", e);
    }
  }
}
