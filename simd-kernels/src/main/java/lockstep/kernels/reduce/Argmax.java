package lockstep.kernels.reduce;

import java.lang.invoke.MethodHandle;
import lockstep.kernels.Parallel;

/// The place of the largest element, from 0, as an int32; bound to its shape.
///
/// Of several that are equal the first counts, 0 and −0 being equal; a NaN is larger than all
/// numbers. One object serves one caller at a time; a run allocates nothing.
public final class Argmax {

  private static final int SHARE = 1 << 14;

  /// Columns that are searched side by side.
  private static final int PIECE = 1 << 8;

  private final ArgmaxShape shape;
  private final int pieces;
  private final long units;
  private final long unitsInShare;
  private final MethodHandle largest = Pass.rowLoop(Step.LARGER);
  private final Parallel.Task task;
  private long in;
  private long out;
  private long scratch;

  private Argmax(ArgmaxShape shape) {
    this.shape = shape;
    pieces = (shape.inner() + PIECE - 1) / PIECE;
    units = (long) shape.outer() * pieces;
    unitsInShare =
        Math.max(1, SHARE / ((long) shape.reduced() * Math.max(1, Math.min(shape.inner(), PIECE))));
    task = shape.inner() == 1 ? this::rows : this::columns;
  }

  /// {@return the search of that shape}
  public static Argmax of(ArgmaxShape shape) {
    return new Argmax(shape);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return (long) threads * Rows.SCRATCH;
  }

  /// Writes the places in the tensor at `in` to the ints at `out`, which do not overlap it.
  ///
  /// @param scratch address of [#scratchBytes(int)] bytes that nobody else uses meanwhile
  public void run(Parallel parallel, long in, long out, long scratch) {
    this.scratch = scratch;
    this.in = in;
    this.out = out;
    parallel.run((int) ((units + unitsInShare - 1) / unitsInShare), task);
  }

  private void rows(int share, int thread) {
    long last = Math.min(units, (share + 1) * unitsInShare);
    for (long row = share * unitsInShare; row < last; row++) {
      long at = in + row * shape.reduced() * Float.BYTES;
      long to = out + row * Integer.BYTES;
      try {
        largest.invokeExact(
            at, 0L, 1L, shape.reduced(), to, scratch + (long) thread * Rows.SCRATCH);
      } catch (Throwable e) {
        throw Pass.rethrown(e);
      }
      Places.ofRow(at, shape.reduced(), to);
    }
  }

  private void columns(int share, int thread) {
    long last = Math.min(units, (share + 1) * unitsInShare);
    for (long unit = share * unitsInShare; unit < last; unit++) {
      long block = unit / pieces;
      int column = (int) (unit % pieces) * PIECE;
      Places.ofColumns(
          in + (block * shape.reduced() * shape.inner() + column) * Float.BYTES,
          (long) shape.inner() * Float.BYTES,
          shape.reduced(),
          Math.min(PIECE, shape.inner() - column),
          out + (block * shape.inner() + column) * Integer.BYTES);
    }
  }
}
