package lockstep.kernels.map;

import lockstep.kernels.Parallel;

/// A [Unary] over many elements on several threads, bound to function and count.
///
/// One object serves one caller at a time; a run allocates nothing.
public final class UnaryMap {

  private final Unary function;
  private final long count;
  private final Parallel.Task task = this::share;
  private long in;
  private long out;

  private UnaryMap(Unary function, long count) {
    this.function = function;
    this.count = Elements.require(count);
  }

  /// {@return the function over `count` floats}
  public static UnaryMap of(Unary function, long count) {
    return new UnaryMap(function, count);
  }

  /// `out[i] = function(in[i])`. The two may be one address; other overlaps are not allowed.
  public void run(Parallel parallel, long in, long out) {
    this.in = in;
    this.out = out;
    parallel.run(Elements.shares(count), task);
  }

  private void share(int share, int thread) {
    long before = Elements.before(share, Float.BYTES);
    Unary.apply(function, in + before, out + before, Elements.in(share, count));
  }
}
