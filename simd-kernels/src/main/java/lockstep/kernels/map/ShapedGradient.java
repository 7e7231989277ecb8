package lockstep.kernels.map;

import java.lang.invoke.MethodHandle;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;

/// The gradient of an [Shaped], `dx[i] = dy[i]·f′(x[i])`, bound to its parameters and count.
///
/// One object serves one caller at a time; a run allocates nothing.
public final class ShapedGradient {

  private final Shaped activation;
  private final long count;
  private final float p;
  private final float q;
  private final MethodHandle loop; // no constant to C2, see Unary
  private final Parallel.Task task = this::share;
  private long dy;
  private long x;
  private long dx;

  private ShapedGradient(Shaped activation, long count) {
    this.activation = activation;
    this.count = Elements.require(count);
    p = ShapedLoops.p(activation);
    q = ShapedLoops.q(activation);
    loop = ShapedLoops.gradient(activation);
  }

  /// {@return the gradient of the activation over `count` floats}
  public static ShapedGradient of(Shaped activation, long count) {
    return new ShapedGradient(activation, count);
  }

  /// `dx[i] = dy[i]·f′(x[i])`, where `dx` may be `dy` or `x`; other overlaps are not allowed.
  public void run(Parallel parallel, long dy, long x, long dx) {
    this.dy = dy;
    this.x = x;
    this.dx = dx;
    parallel.run(Elements.shares(count), task);
  }

  private void share(int share, int thread) {
    long before = Elements.before(share, Float.BYTES);
    int elements = Elements.in(share, count);
    int whole = elements - elements % Lanes.COUNT;
    try {
      loop.invokeExact(dy + before, x + before, dx + before, whole, p, q);
    } catch (Throwable e) {
      throw Loops.rethrown(e);
    }
    long done = before + (long) whole * Float.BYTES;
    ShapedReference.gradient(activation, dy + done, x + done, dx + done, elements - whole);
  }
}
