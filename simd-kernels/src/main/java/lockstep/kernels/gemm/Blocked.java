package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Shares.first;
import static lockstep.kernels.gemm.Tiles.VECTOR;
import static lockstep.kernels.gemm.Tiles.WIDE;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;

/// Large products: B is packed block by block, or all blocks of depth in one go where it is small,
/// and each thread copies A as it comes to it.
///
/// ```
///               n, by Blocks.width          panels of B: [depth][two vectors]
///             ┌──────────┬──────┐
///   k, by     │          │      │
///   Blocks.   ├──────────┼──────┤
///   depth     │          │      │
///             └──────────┴──────┘
///   ┌──┬──┐   ┌──────────┬──────┐
///   │  │  │   │ tile     │      │           C goes on from block to block of depth,
///  m├──┼──┤   │          │      │           so its chains stay in order
///   └──┴──┘   └──────────┴──────┘
///   some groups of rows of A, copied
/// ```
final class Blocked implements Way {

  /// Rows of A up to which it is copied as a whole, before: then columns can be shared out without
  /// copying it again (`jmh/lab`, 26).
  private static final int FEW_ROWS = 104;

  /// Floats of a B that is in no cache when its turn comes.
  private static final long FLOATS_FROM_MEMORY = 2 << 20;

  /// Floats of a line of B that ends before the processor has begun to fetch it ahead by itself.
  private static final int SHORT_LINE = 512;

  /// Shares of a thread (`jmh/lab`, 29).
  private static final int SHARES_EACH = 2;

  /// Groups of a transposed A that are copied at once: no more than of which there are so many
  /// times more, so that shares even out (`jmh/lab`, 30).
  private static final int COPIED = 4;

  private static final int TIMES_MORE = 8;

  /// Few threads have columns of their own each, if A, which each of them copies, has no more rows
  /// and they have no fewer panels (`jmh/lab`, 30).
  private static final int FEW_THREADS = 4;

  private static final int ROWS_FOR_EACH = 256;
  private static final int PANELS_EACH = 4;

  /// Rows of B that a share of the packing takes.
  private static final int PACKED_ROWS = 64;

  private final GemmShape shape;
  private final Blocks blocks;
  private final Activation activation;
  private final Tiles tiles;
  private final int group;
  private final int groupsAtOnce;
  private final int copiedAtOnce;
  private final int blockDepth;
  private final int packedAtOnce;
  private final LeftCopy left;
  private final RightCopy right;
  private final boolean copiesWhole;
  private final boolean fetches;
  private final Parallel.Task preparing = this::prepare;
  private final Parallel.Task multiplying = this::multiply;
  private final Run run;

  // Of the current block.
  private int threads;
  private boolean eachHasColumns;
  private int start;
  private int depth;
  private int columnStart;
  private int columns;
  private int panels;
  private int copyShares;
  private int packShares;
  private int rowShares;
  private int columnShares;

  Blocked(GemmShape shape, Blocks blocks, Activation activation, Run run) {
    this.shape = shape;
    this.blocks = blocks;
    this.activation = activation;
    this.run = run;
    left = new LeftCopy(shape, blocks);
    group = left.group();
    groupsAtOnce = Math.max(1, blocks.rows() / group);
    copiedAtOnce =
        Math.max(groupsAtOnce, shape.transA() ? Math.min(COPIED, left.groups() / TIMES_MORE) : 1);
    tiles = new Tiles(blocks, shape.m(), shape.n(), left);
    blockDepth = blocks.depthOf(shape.k());
    // Over the whole depth the lines of an A that is copied along them are rivals (`jmh/lab`, 30).
    packedAtOnce = copiedAtOnce > groupsAtOnce ? blockDepth : wholeOr(blockDepth, 2);
    right = new RightCopy(shape);
    copiesWhole = shape.m() <= FEW_ROWS;
    fetches =
        shape.transB()
            && shape.k() <= SHORT_LINE
            && (long) shape.n() * shape.k() >= FLOATS_FROM_MEMORY;
  }

  @Override
  public long scratchBytes(int threads) {
    return blockBytes()
        + threads * tiles.scratchBytes()
        + (copiesWhole ? left.bytes() : threads * copyBytes());
  }

  private long copyBytes() {
    return Math.min(copiedAtOnce, left.groups()) * left.blockBytes();
  }

  /// {@return the bytes of what is packed of B at once}
  private long blockBytes() {
    return (long) packedAtOnce * packedWidth() * Float.BYTES;
  }

  private int packedWidth() {
    return Math.min(blocks.width(), Math.ceilDiv(shape.n(), WIDE) * WIDE);
  }

  /// {@return the whole depth, if that many times of B are no larger than a block may be; or else
  /// `depth`}
  private int wholeOr(int depth, int times) {
    long floats = (long) shape.k() * packedWidth();
    return times * floats <= (long) blocks.depth() * blocks.width() ? shape.k() : depth;
  }

  @Override
  public long packedBytes() {
    return right.bytes();
  }

  @Override
  public void pack(Parallel parallel) {
    right.make(parallel, 1, run.b, run.packed);
  }

  @Override
  public void run(Parallel parallel) {
    threads = parallel.threads();
    int atOnce = run.packed == 0 ? packedAtOnce : wholeOr(blockDepth, 1);
    for (start = 0; start < shape.k(); start += atOnce) {
      depth = Math.min(atOnce, shape.k() - start);
      for (columnStart = 0; columnStart < shape.n(); columnStart += blocks.width()) {
        columns = Math.min(blocks.width(), shape.n() - columnStart);
        panels = Math.ceilDiv(columns, WIDE);
        boolean first = start == 0 && columnStart == 0;
        copyShares = first && copiesWhole ? left.groups() : 0;
        eachHasColumns = columnsOfItsOwn();
        packShares =
            run.packed != 0 || eachHasColumns
                ? 0
                : shape.transB() ? panels : Math.ceilDiv(depth, PACKED_ROWS);
        if (copyShares + packShares > 0) {
          parallel.run(copyShares + packShares, preparing);
        }
        cut();
        parallel.run(rowShares * columnShares, multiplying);
      }
    }
  }

  /// {@return whether each thread has columns of its own, for which it packs B, and copies all of
  /// A: then nobody waits for what another packs, or fetches it from another's cache}
  private boolean columnsOfItsOwn() {
    return !copiesWhole
        && threads > 1
        && threads <= FEW_THREADS
        && shape.m() <= ROWS_FOR_EACH
        && panels >= PANELS_EACH * threads;
  }

  /// Shares of rows read all of B, shares of columns copy all of A, unless it is there as a whole:
  /// so there are no more of them than even out.
  private void cut() {
    int most = Shares.of(2.0 * shape.m() * columns * depth, left.groups() * panels);
    int enough = Math.min(most, SHARES_EACH * threads);
    if (eachHasColumns) {
      columnShares = threads;
      rowShares = 1;
    } else if (copiesWhole) {
      columnShares = Math.min(most, panels);
      rowShares = Math.min(left.groups(), Math.ceilDiv(enough, columnShares));
    } else {
      int copies = Math.min(most, Math.ceilDiv(left.groups(), copiedAtOnce));
      rowShares = Math.min(left.groups(), Math.ceilDiv(copies, enough) * enough);
      columnShares = Math.clamp(enough / rowShares, 1, panels);
    }
  }

  private void prepare(int share, int thread) {
    if (share < copyShares) {
      left.whole(share, run.a, wholeCopy());
    } else {
      pack(share - copyShares);
    }
  }

  private long wholeCopy() {
    return run.scratch + blockBytes() + threads * tiles.scratchBytes();
  }

  private void pack(int share) {
    if (shape.transB()) {
      packPanel(share);
      return;
    }
    int whole = columns / WIDE;
    int row = first(share, packShares, depth);
    int last = first(share + 1, packShares, depth);
    packRows(row, last, 0, whole);
    if (whole < panels && share == 0) {
      packPanel(panels - 1);
    }
  }

  private void packPanels(int firstPanel, int lastPanel) {
    int whole = shape.transB() ? firstPanel : Math.min(lastPanel, columns / WIDE);
    if (firstPanel < whole) {
      packRows(0, depth, firstPanel, whole);
    }
    for (int panel = whole; panel < lastPanel; panel++) {
      packPanel(panel);
    }
  }

  private void packRows(int row, int last, int firstPanel, int lastPanel) {
    long line = (long) shape.ldb() * Float.BYTES;
    Panels.rows(
        run.b + (start + row) * line + (long) (columnStart + firstPanel * WIDE) * Float.BYTES,
        line,
        last - row,
        lastPanel - firstPanel,
        packed(firstPanel) + (long) row * 2 * VECTOR,
        (long) depth * 2 * VECTOR);
    if (run.alpha != 1) {
      for (int panel = firstPanel; panel < lastPanel; panel++) {
        Panels.scale(packed(panel) + (long) row * 2 * VECTOR, (last - row) * WIDE, run.alpha);
      }
    }
  }

  private void packPanel(int panel) {
    int column = columnStart + panel * WIDE;
    if (fetches) {
      long line = (long) shape.ldb() * Float.BYTES;
      long first = run.b + column * line + (long) start * Float.BYTES;
      Panels.fetch(first, line, Math.min(WIDE, shape.n() - column), depth, packed(panel));
    }
    Panels.pack(run.b, shape, run.alpha, start, depth, column, packed(panel));
  }

  private long packed(int panel) {
    return packed(panel, start);
  }

  private long packed(int panel, int step) {
    int column = columnStart + panel * WIDE;
    if (run.packed != 0) {
      return right.address(run.packed, column, step);
    }
    int width = tiles.under(column).columns();
    return run.scratch
        + ((long) panel * depth * WIDE + (long) (step - start) * width) * Float.BYTES;
  }

  private void multiply(int share, int thread) {
    int rowShare = share / columnShares;
    int columnShare = share % columnShares;
    int firstPanel = first(columnShare, columnShares, panels);
    int lastPanel = first(columnShare + 1, columnShares, panels);
    long copy = wholeCopy() + thread * copyBytes();
    long scratch = run.scratch + blockBytes() + thread * tiles.scratchBytes();
    if (eachHasColumns && run.packed == 0) {
      packPanels(firstPanel, lastPanel);
    }
    int end = first(rowShare + 1, rowShares, left.groups());
    for (int i = first(rowShare, rowShares, left.groups()); i < end; i += copiedAtOnce) {
      int last = Math.min(i + copiedAtOnce, end);
      for (int step = start; step < start + depth; step += blockDepth) {
        int steps = Math.min(blockDepth, start + depth - step);
        if (!copiesWhole) {
          left.blocks(i, last, step, steps, run.a, copy);
        }
        for (int j = i; j < last; j += groupsAtOnce) {
          int lastNumber = Math.min(j + groupsAtOnce, last);
          for (int panel = firstPanel; panel < lastPanel; panel++) {
            int column = columnStart + panel * WIDE;
            for (int number = j; number < lastNumber; number++) {
              int row = number * group;
              long a = a(row, step, copy + (number - i) * left.blockBytes());
              bands(row, column, step, steps, a, packed(panel, step), scratch);
            }
          }
        }
      }
      if (activation != Activation.NONE && start + depth == shape.k()) {
        activate(i * group, last * group, firstPanel, lastPanel);
      }
    }
  }

  /// {@return where the group is that begins at `row`}
  private long a(int row, int step, long copy) {
    return copiesWhole ? left.address(wholeCopy(), row, step) : copy;
  }

  /// A group under a panel.
  private void bands(int first, int column, int step, int steps, long a, long b, long scratch) {
    Bands bands = tiles.under(column);
    long cRow = (long) shape.ldc() * Float.BYTES;
    boolean fresh = step == 0;
    int end = Math.min(first + group, shape.m());
    for (int row = first; row < end; row += bands.rows()) {
      long c = run.c + row * cRow + (long) column * Float.BYTES;
      bands.run(
          row,
          shape.n() - column,
          a + (row - first) * left.aRow(),
          b,
          steps,
          fresh ? run.from(row, column) : c,
          fresh ? run.fromRow : cRow,
          c,
          cRow,
          scratch);
    }
  }

  private void activate(int row, int endRow, int firstPanel, int lastPanel) {
    int column = columnStart + firstPanel * WIDE;
    int end = Math.min(columnStart + lastPanel * WIDE, shape.n());
    for (int i = row; i < Math.min(endRow, shape.m()); i++) {
      activation.apply(run.c + ((long) i * shape.ldc() + column) * Float.BYTES, end - column);
    }
  }
}
