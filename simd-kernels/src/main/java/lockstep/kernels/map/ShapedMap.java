package lockstep.kernels.map;

import java.lang.invoke.MethodHandle;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;

/// An [Shaped] over many elements, bound to its parameters and count.
///
/// One object serves one caller at a time; a run allocates nothing.
public final class ShapedMap {

  private final Shaped activation;
  private final long count;
  private final float p;
  private final float q;
  private final MethodHandle loop; // no constant to C2, see Unary
  private final Parallel.Task task = this::share;
  private long in;
  private long out;

  private ShapedMap(Shaped activation, long count) {
    this.activation = activation;
    this.count = Elements.require(count);
    p = ShapedLoops.p(activation);
    q = ShapedLoops.q(activation);
    loop = ShapedLoops.value(activation);
  }

  /// {@return the activation over `count` floats}
  public static ShapedMap of(Shaped activation, long count) {
    return new ShapedMap(activation, count);
  }

  /// `out[i] = f(in[i])`. The two may be one address; other overlaps are not allowed.
  public void run(Parallel parallel, long in, long out) {
    this.in = in;
    this.out = out;
    parallel.run(Elements.shares(count), task);
  }

  private void share(int share, int thread) {
    long before = Elements.before(share, Float.BYTES);
    int elements = Elements.in(share, count);
    int whole = elements - elements % Lanes.COUNT;
    try {
      loop.invokeExact(in + before, out + before, whole, p, q);
    } catch (Throwable e) {
      throw Loops.rethrown(e);
    }
    long done = before + (long) whole * Float.BYTES;
    ShapedReference.apply(activation, in + done, out + done, elements - whole);
  }
}
