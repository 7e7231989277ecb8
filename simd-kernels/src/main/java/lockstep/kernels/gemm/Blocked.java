package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Shares.first;
import static lockstep.kernels.gemm.Tiles.VECTOR;

import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;

/// Large products: B is packed block by block, and each thread copies A as it comes to it.
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
///   two bands of A, copied
/// ```
final class Blocked implements Way {

  /// Floats that a row of a copy of A is longer than the depth, so that rows are no rivals for one
  /// set of the first-level cache.
  private static final int SPACE = 16;

  private final GemmShape shape;
  private final Blocks blocks;
  private final Activation activation;
  private final Tiles tiles;
  private final int pair;
  private final int pairs;
  private final long copyLine;
  private final int blockDepth;
  private final Parallel.Task packing = this::pack;
  private final Parallel.Task multiplying = this::multiply;
  private final Run run;

  // Of the current block.
  private int start;
  private int depth;
  private int columnStart;
  private int columns;
  private int panels;
  private int rowShares;
  private int columnShares;

  Blocked(GemmShape shape, Blocks blocks, Activation activation, Run run) {
    this.shape = shape;
    this.blocks = blocks;
    this.activation = activation;
    this.run = run;
    int most = 2 * blocks.registers().rows;
    copyLine = (long) (shape.transA() ? most : blocks.depth() + SPACE) * Float.BYTES;
    tiles =
        new Tiles(
            blocks,
            shape.m(),
            shape.n(),
            shape.transA() ? Float.BYTES : copyLine,
            shape.transA() ? copyLine : Float.BYTES);
    blockDepth = blocks.depthOf(shape.k());
    pair = 2 * tiles.rows;
    pairs = ceil(shape.m(), pair);
  }

  private static int ceil(int size, int each) {
    return (size + each - 1) / each;
  }

  @Override
  public long scratchBytes(int threads) {
    return packedBytes() + threads * copyBytes();
  }

  private long packedBytes() {
    int width = Math.min(blocks.width(), ceil(shape.n(), 2 * Lanes.COUNT) * 2 * Lanes.COUNT);
    return (long) blockDepth * width * Float.BYTES;
  }

  private long copyBytes() {
    return 2L * blocks.registers().rows * (blocks.depth() + SPACE) * Float.BYTES;
  }

  @Override
  public void run(Parallel parallel) {
    for (start = 0; start < shape.k(); start += blockDepth) {
      depth = Math.min(blockDepth, shape.k() - start);
      for (columnStart = 0; columnStart < shape.n(); columnStart += blocks.width()) {
        columns = Math.min(blocks.width(), shape.n() - columnStart);
        panels = ceil(columns, 2 * Lanes.COUNT);
        parallel.run(panels, packing);
        int shares = Shares.of(2.0 * shape.m() * columns * depth, pairs * panels);
        rowShares = Math.min(shares, pairs);
        columnShares = Math.min(panels, shares / rowShares);
        parallel.run(rowShares * columnShares, multiplying);
      }
    }
  }

  private void pack(int panel, int thread) {
    int column = columnStart + panel * 2 * Lanes.COUNT;
    int width = column < tiles.wideColumns ? 2 * Lanes.COUNT : Lanes.COUNT;
    Panels.pack(run.b, shape, start, depth, column, width, packed(panel));
  }

  private long packed(int panel) {
    return run.scratch + (long) panel * depth * 2 * VECTOR;
  }

  private void multiply(int share, int thread) {
    int rowShare = share / columnShares;
    int columnShare = share % columnShares;
    int firstPanel = first(columnShare, columnShares, panels);
    int lastPanel = first(columnShare + 1, columnShares, panels);
    long copy = run.scratch + packedBytes() + thread * copyBytes();
    int end = first(rowShare + 1, rowShares, pairs);
    for (int i = first(rowShare, rowShares, pairs); i < end; i++) {
      int row = i * pair;
      copyA(row, copy);
      for (int above = row; above < Math.min(row + pair, shape.m()); above += tiles.rows) {
        band(above, copy + (above - row) * aRow(), firstPanel, lastPanel);
      }
      if (columnStart + (lastPanel - 1) * 2 * Lanes.COUNT >= tiles.wideColumns) {
        for (int above = row; above < Math.min(row + pair, shape.m()); above += tiles.narrowRows) {
          narrow(above, copy + (above - row) * aRow(), lastPanel - 1);
        }
      }
      if (activation != Activation.NONE && start + depth == shape.k()) {
        activate(row, firstPanel, lastPanel);
      }
    }
  }

  private long aRow() {
    return shape.transA() ? Float.BYTES : copyLine;
  }

  private void copyA(int row, long copy) {
    int rows = Math.min(pair, shape.m() - row);
    long line = (long) shape.lda() * Float.BYTES;
    if (shape.transA()) {
      long from = run.a + start * line + (long) row * Float.BYTES;
      Panels.shortLines(from, line, depth, rows, run.alpha, copy, copyLine);
    } else {
      long from = run.a + row * line + (long) start * Float.BYTES;
      Panels.lines(from, line, rows, depth, run.alpha, copy, copyLine);
    }
  }

  private void band(int row, long a, int firstPanel, int lastPanel) {
    long cRow = (long) shape.ldc() * Float.BYTES;
    boolean fresh = start == 0;
    for (int panel = firstPanel; panel < lastPanel; panel++) {
      int column = columnStart + panel * 2 * Lanes.COUNT;
      if (column < tiles.wideColumns) {
        long c = run.c + row * cRow + (long) column * Float.BYTES;
        tiles.wide(
            row,
            column,
            a,
            packed(panel),
            depth,
            fresh ? from(row, column) : c,
            fresh ? run.fromRow : cRow,
            c,
            cRow);
      }
    }
  }

  private void narrow(int row, long a, int panel) {
    long cRow = (long) shape.ldc() * Float.BYTES;
    boolean fresh = start == 0;
    int column = columnStart + panel * 2 * Lanes.COUNT;
    long c = run.c + row * cRow + (long) column * Float.BYTES;
    tiles.narrow(
        row,
        a,
        packed(panel),
        depth,
        fresh ? from(row, column) : c,
        fresh ? run.fromRow : cRow,
        c,
        cRow);
  }

  private long from(int row, int column) {
    return run.from
        + row * run.fromRow
        + (run.from == Zeros.ADDRESS ? 0 : (long) column * Float.BYTES);
  }

  private void activate(int row, int firstPanel, int lastPanel) {
    int column = columnStart + firstPanel * 2 * Lanes.COUNT;
    int end = Math.min(columnStart + lastPanel * 2 * Lanes.COUNT, shape.n());
    for (int i = row; i < Math.min(row + pair, shape.m()); i++) {
      activation.apply(run.c + ((long) i * shape.ldc() + column) * Float.BYTES, end - column);
    }
  }
}
