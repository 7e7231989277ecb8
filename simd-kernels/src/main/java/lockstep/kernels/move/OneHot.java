package lockstep.kernels.move;

import lockstep.kernels.Parallel;

/// Rows of 0 with a single 1, where an index says: `out[i][indices[i]] = 1`.
///
/// A row whose index is not from 0 to `classes` − 1 stays 0. The bits are those of
/// [OneHotReference].
public final class OneHot {

  private static final int ONE = Float.floatToRawIntBits(1);

  private final int count;
  private final int classes;
  private final int shares;
  private final Parallel.Task writing = this::write;

  // Of the current run.
  private long indices;
  private long out;

  private OneHot(int count, int classes) {
    Sizes.requireAtLeast("count", count, 0);
    Sizes.requireAtLeast("classes", classes, 0);
    this.count = count;
    this.classes = classes;
    shares = Shares.of(count, (long) count * classes);
  }

  /// {@return the rows of `classes` floats for `count` indices}
  public static OneHot of(int count, int classes) {
    return new OneHot(count, classes);
  }

  /// Writes the rows to `out`.
  ///
  /// @param indices address of 32-bit integers
  public void run(Parallel parallel, long indices, long out) {
    this.indices = indices;
    this.out = out;
    parallel.run(shares, writing);
  }

  private void write(int share, int thread) {
    long end = Shares.first(count, share + 1, shares);
    for (long i = Shares.first(count, share, shares); i < end; i++) {
      long row = out + Sizes.bytes(i * classes);
      Runs.fill(row, 0, classes);
      int index = Words.get(indices + i * Integer.BYTES);
      if (index >= 0 && index < classes) {
        Words.set(row + Sizes.bytes(index), ONE);
      }
    }
  }
}
