package lockstep.kernels.map;

import java.lang.invoke.MethodHandle;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;

/// The gradient of a [Unary] in one pass, `dx[i] = dy[i]·f′`, bound to function and count.
///
/// Each is taken from what is cheaper, the argument x or the result y = f(x):
///
/// | function | f′ | from |
/// |---|---|---|
/// | NEGATE | −1 | neither |
/// | ABS | −1, 0 or 1; NaN at NaN | x |
/// | SQUARE | 2x | x |
/// | SQRT | 1/(2y), as (dy/2)/y | y |
/// | RECIPROCAL | −y², as −(dy·y)·y | y |
/// | RELU | 0 where y ≤ 0, else 1, at NaN too | y; x does as well |
/// | EXP | y | y |
/// | LOG | 1/x, as dy/x | x |
/// | TANH | 1 − y² | y |
/// | SIGMOID | y·(1 − y) | y |
/// | ERF, GELU | see [ErrorFunction] | x |
/// | SILU | see [Exponential#siluSlope] | x |
/// | SOFTPLUS | sigmoid x | x |
/// | SIN, COS | cos x, −sin x | x |
///
/// One object serves one caller at a time; a run allocates nothing.
public final class UnaryGradient {

  /// What a gradient is taken from.
  public enum Source {
    /// The argument x.
    ARGUMENT,
    /// The result y = f(x).
    RESULT,
    /// Neither: the address is not read.
    NOTHING
  }

  private final Unary function;
  private final long count;
  private final MethodHandle loop; // no constant to C2, see Unary
  private final Parallel.Task task = this::share;
  private long dy;
  private long source;
  private long dx;

  private UnaryGradient(Unary function, long count) {
    this.function = function;
    this.count = Elements.require(count);
    loop = Loops.find(UnaryGradientLoops.class, function.name(), Loops.GRADIENT);
  }

  /// {@return the gradient of the function over `count` floats}
  public static UnaryGradient of(Unary function, long count) {
    return new UnaryGradient(function, count);
  }

  /// {@return what the gradient of the function is taken from}
  public static Source source(Unary function) {
    return switch (function) {
      case NEGATE -> Source.NOTHING;
      case ABS, SQUARE, LOG, ERF, GELU, SILU, SOFTPLUS, SIN, COS -> Source.ARGUMENT;
      case SQRT, RECIPROCAL, RELU, EXP, TANH, SIGMOID -> Source.RESULT;
    };
  }

  /// `dx[i] = dy[i]·f′(source[i])`.
  ///
  /// @param source address of x or y, as [#source(Unary)] says
  /// @param dx may be `dy` or `source`; other overlaps are not allowed
  public void run(Parallel parallel, long dy, long source, long dx) {
    this.dy = dy;
    this.source = source;
    this.dx = dx;
    parallel.run(Elements.shares(count), task);
  }

  private void share(int share, int thread) {
    long before = Elements.before(share, Float.BYTES);
    int elements = Elements.in(share, count);
    int whole = elements - elements % Lanes.COUNT;
    try {
      loop.invokeExact(dy + before, source + before, dx + before, whole);
    } catch (Throwable e) {
      throw Loops.rethrown(e);
    }
    long done = before + (long) whole * Float.BYTES;
    UnaryGradientReference.apply(function, dy + done, source + done, dx + done, elements - whole);
  }
}
