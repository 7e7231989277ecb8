package lockstep.kernels.map;

import java.lang.invoke.MethodHandle;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;

/// A [Cast] over many elements, bound to its kind and count.
///
/// One object serves one caller at a time; a run allocates nothing.
public final class CastMap {

  private final Cast cast;
  private final long count;
  private final MethodHandle loop; // no constant to C2, see Unary
  private final Parallel.Task task = this::share;
  private long in;
  private long out;

  private CastMap(Cast cast, long count) {
    this.cast = cast;
    this.count = Elements.require(count);
    loop = CastLoops.of(cast);
  }

  /// {@return the cast of `count` elements}
  public static CastMap of(Cast cast, long count) {
    return new CastMap(cast, count);
  }

  /// `out[i] = cast(in[i])`. The two may be one address; other overlaps are not allowed.
  public void run(Parallel parallel, long in, long out) {
    this.in = in;
    this.out = out;
    parallel.run(Elements.shares(count), task);
  }

  private void share(int share, int thread) {
    long before = Elements.before(share, Integer.BYTES);
    int elements = Elements.in(share, count);
    int whole = elements - elements % Lanes.COUNT;
    try {
      loop.invokeExact(in + before, out + before, whole);
    } catch (Throwable e) {
      throw Loops.rethrown(e);
    }
    long done = before + (long) whole * Integer.BYTES;
    CastReference.apply(cast, in + done, out + done, elements - whole);
  }
}
