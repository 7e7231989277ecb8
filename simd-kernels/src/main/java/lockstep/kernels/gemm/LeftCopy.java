package lockstep.kernels.gemm;

/// A copy of A with strides that all products share, so that few tiles serve them all.
///
/// Rows are taken in groups, as many as the tallest tile has. What a copy holds:
///
/// | | layout |
/// |---|---|
/// | by depth | groups, one after the other; in each `[depth][16]`, so that a step of the tile reads a line of the cache |
/// | by rows | blocks of depth, one after the other; in each its rows, further apart than the block is deep, so that they are no rivals for one set of the first-level cache |
///
/// A transposed A lies by depth as it is. Another one is transposed for it, where that is fast. The
/// last group has room for as many rows as the others, with anything in it, for a tile to read.
final class LeftCopy {

  /// Floats of a step, of which as many are used as the group has rows.
  private static final int WIDTH = Transposition.SIZE;

  /// Floats that a row is longer than a block is deep, in a copy by rows.
  private static final int SPACE = 16;

  /// Lines of a transposed A that are read side by side: as many streams as the processor fetches
  /// ahead.
  private static final int TOGETHER = 8;

  private static final long STEP = (long) WIDTH * Float.BYTES;

  private final GemmShape shape;
  private final boolean byDepth;
  private final int depth;
  private final int group;
  private final int groups;
  private final long line;

  LeftCopy(GemmShape shape, Blocks blocks) {
    this.shape = shape;
    byDepth = shape.transA() || Transposition.IN_REGISTERS;
    depth = blocks.depthOf(shape.k());
    group = blocks.registers().narrowTimes * blocks.registers().bandOf(shape.m(), true);
    groups = Math.ceilDiv(shape.m(), group);
    line = (long) (blocks.depth() + SPACE) * Float.BYTES;
  }

  /// {@return bytes from a row to the next}
  long aRow() {
    return byDepth ? Float.BYTES : line;
  }

  /// {@return bytes from a step of depth to the next}
  long aStep() {
    return byDepth ? STEP : Float.BYTES;
  }

  /// {@return the rows of a group; the last has those that are left}
  int group() {
    return group;
  }

  int groups() {
    return groups;
  }

  /// {@return the bytes of the whole copy}
  long bytes() {
    return byDepth
        ? groups * (shape.k() * STEP)
        : Math.ceilDiv(shape.k(), depth) * (shape.m() * line) + group * line;
  }

  /// {@return the bytes of one block of depth of one group}
  long blockBytes() {
    return byDepth ? depth * STEP : group * line;
  }

  /// Copies a group into the whole copy.
  void whole(int number, long a, long copy) {
    int row = number * group;
    if (byDepth) {
      block(row, 0, shape.k(), a, address(copy, row, 0));
    } else {
      for (int start = 0; start < shape.k(); start += depth) {
        block(row, start, Math.min(depth, shape.k() - start), a, address(copy, row, start));
      }
    }
  }

  /// Copies `steps` steps of depth of some groups, one after the other.
  ///
  /// A transposed A is read along its lines, some steps of all groups at a time: the lines lie too
  /// far apart for the processor to fetch ahead what one group has of each (`jmh/lab`, 30).
  void blocks(int firstNumber, int lastNumber, int start, int steps, long a, long to) {
    int together = shape.transA() ? TOGETHER : steps;
    for (int step = 0; step < steps; step += together) {
      int count = Math.min(together, steps - step);
      for (int number = firstNumber; number < lastNumber; number++) {
        long block = to + (number - firstNumber) * blockBytes();
        block(number * group, start + step, count, a, block + step * aStep());
      }
    }
  }

  /// Copies `steps` steps of depth of the group that begins at `row`.
  private void block(int row, int start, int steps, long a, long to) {
    int rows = Math.min(group, shape.m() - row);
    long from = (long) shape.lda() * Float.BYTES;
    if (shape.transA()) {
      long source = a + start * from + (long) row * Float.BYTES;
      Panels.widened(source, from, steps, shape.k() - start - steps, rows, WIDTH, to);
      return;
    }
    long source = a + row * from + (long) start * Float.BYTES;
    if (byDepth) {
      Panels.transposed(source, from, steps, rows, WIDTH, to);
    } else {
      Panels.lines(source, from, rows, steps, 1, to, line);
    }
  }

  /// {@return where the whole copy has the element at `row` and step `start`, at which a block
  /// begins}
  long address(long copy, int row, int start) {
    return byDepth
        ? copy
            + ((long) (row / group) * shape.k() + start) * STEP
            + (long) (row % group) * Float.BYTES
        : copy + ((long) (start / depth) * shape.m() + row) * line;
  }
}
