package lockstep.kernels.reduce;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Sixteen;

/// One reduction `[outer, size, inner]` → `[outer, chunks, inner]`, without the joining of chunks.
///
/// Rows (inner = 1) are cut every [#ROW_CHUNK] elements, columns every [#COLUMN_CHUNK] or as many
/// as make a share. Joining is another pass, of one chunk.
final class Pass {

  /// Elements of a row that are one tree.
  static final int ROW_CHUNK = 1 << 14;

  /// The least number of elements of a column that are one chain.
  static final int COLUMN_CHUNK = 256;

  /// Elements of a share.
  private static final int SHARE = 1 << 14;

  /// The least number of rows in a share: as many as the widest vectors take at once.
  private static final int ROWS_IN_SHARE = 4;

  /// Columns that are reduced side by side: a row of them is a few cache lines.
  private static final int PIECE = 1 << 11;

  private static final MethodType ROWS =
      MethodType.methodType(
          void.class, long.class, long.class, long.class, int.class, long.class, long.class);
  private static final MethodType COLUMNS =
      MethodType.methodType(void.class, long.class, long.class, int.class, int.class, long.class);

  private final Step step;
  private final long outer;
  private final int size;
  private final int inner;
  private final int chunk;
  private final int chunks;
  private final int pieces;
  private final long units;
  private final int unitsInShare;
  private final int shares;
  private final boolean rows;
  private final MethodHandle loop; // no constant to C2: each loop is compiled by itself
  private final Parallel.Task task;
  private long in;
  private long out;
  private long scratch;

  /// @param whole whether it is one chain however long
  Pass(Step step, long outer, int size, int inner, boolean whole) {
    this.step = step;
    this.outer = outer;
    this.size = size;
    this.inner = inner;
    rows = inner == 1 && !whole;
    int each = rows ? ROW_CHUNK : Math.max(COLUMN_CHUNK, SHARE / Math.max(1, inner));
    chunk = whole ? size : Math.min(size, each);
    chunks = size == 0 || chunk == size ? 1 : (size + chunk - 1) / chunk;
    pieces = (inner + PIECE - 1) / PIECE;
    units = outer * chunks * pieces;
    long work = Math.max(1, (long) chunk * Math.min(inner, PIECE));
    unitsInShare = (int) Math.max(rows ? ROWS_IN_SHARE : 1, SHARE / work);
    shares = Math.toIntExact((units + unitsInShare - 1) / unitsInShare);
    loop = rows ? rowLoop(step) : find(Columns.class, step, COLUMNS);
    task = rows ? this::rows : this::columns;
  }

  int chunks() {
    return chunks;
  }

  /// Elements of the result.
  long results() {
    return outer * chunks * inner;
  }

  /// @param scratch address of [Rows#SCRATCH] bytes for each thread
  void run(Parallel parallel, long in, long out, long scratch) {
    this.in = in;
    this.scratch = scratch;
    this.out = out;
    parallel.run(shares, task);
  }

  /// Whole rows go several at once; where they are in chunks, those of one row do, and its last
  /// alone, which may be shorter.
  private void rows(int share, int thread) {
    long end = Math.min(units, (long) (share + 1) * unitsInShare);
    int count;
    for (long unit = (long) share * unitsInShare; unit < end; unit += count) {
      long row = unit / chunks;
      int number = (int) (unit % chunks);
      int length = Math.min(chunk, size - number * chunk);
      long left = end - unit;
      if (chunks > 1) {
        left = length < chunk ? 1 : Math.min(left, size / chunk - number);
      }
      count = (int) Math.min(left, Rows.AT_ONCE);
      long first = in + (row * size + (long) number * chunk) * Float.BYTES;
      long to = out + unit * Float.BYTES;
      long rowBytes = (long) length * Float.BYTES;
      try {
        loop.invokeExact(
            first, rowBytes, (long) count, length, to, scratch + (long) thread * Rows.SCRATCH);
      } catch (Throwable e) {
        throw rethrown(e);
      }
    }
  }

  private void columns(int share, int thread) {
    long end = Math.min(units, (long) (share + 1) * unitsInShare);
    for (long unit = (long) share * unitsInShare; unit < end; unit++) {
      int column = (int) (unit % pieces) * PIECE;
      long block = unit / pieces;
      int number = (int) (block % chunks);
      int length = Math.min(chunk, size - number * chunk);
      long first = (block / chunks * size + (long) number * chunk) * inner + column;
      try {
        loop.invokeExact(
            in + first * Float.BYTES,
            (long) inner * Float.BYTES,
            length,
            Math.min(PIECE, inner - column),
            out + (block * inner + column) * Float.BYTES);
      } catch (Throwable e) {
        throw rethrown(e);
      }
    }
  }

  /// The same, one element at a time.
  void reference(long in, long out) {
    for (long o = 0; o < outer; o++) {
      for (int c = 0; c < chunks; c++) {
        for (int i = 0; i < inner; i++) {
          float reduced = chain(in, o, c, i);
          Scalars.set(out, (o * chunks + c) * inner + i, reduced);
        }
      }
    }
  }

  private float chain(long in, long o, int c, int i) {
    int first = c * chunk;
    int last = Math.min(size, first + chunk);
    float[] lanes = new float[rows ? Sixteen.LANES : 1];
    Arrays.fill(lanes, step.start());
    for (int k = first; k < last; k++) {
      int lane = (k - first) % lanes.length;
      lanes[lane] = step.next(lanes[lane], Scalars.get(in, (o * size + k) * inner + i));
    }
    if (!rows) {
      return lanes[0];
    }
    return step.joining() == Step.ADD ? Sixteen.sum(lanes) : Sixteen.max(lanes);
  }

  /// {@return the loop over rows: in, bytes from row to row, rows, elements of each, out, scratch}
  static MethodHandle rowLoop(Step step) {
    return find(Rows.class, step, ROWS);
  }

  private static MethodHandle find(Class<?> loops, Step step, MethodType type) {
    String method =
        switch (step) {
          case ADD -> "add";
          case ADD_SQUARE -> "addSquare";
          case LARGER -> "larger";
          case LARGER_NEGATED -> "largerNegated";
        };
    try {
      return MethodHandles.lookup().findStatic(loops, method, type);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(loops.getSimpleName() + " has no method " + method + ".", e);
    }
  }

  static RuntimeException rethrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      return exception;
    }
    throw new AssertionError("a loop throws no checked exception", thrown);
  }
}
