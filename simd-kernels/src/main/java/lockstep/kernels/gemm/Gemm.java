package lockstep.kernels.gemm;

import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.access.Floats;

/// A matrix product `C ← α·op(A)·op(B) + β·C`, bound to its shape.
///
/// For each block of depth, A is packed into panels as tall as a tile; for each block of columns, B
/// into panels as wide as one. Then every panel of A meets every panel of B in a {@link Tile6x2} or
/// {@link Tile14x2}:
///
/// ```
///               n, by Blocks.width          panels of B: [depth][columns]
///             ┌──────────┬──────┐
///   k, by     │          │      │
///   Blocks.   ├──────────┼──────┤
///   depth     │          │      │
///             └──────────┴──────┘
///   ┌──┬──┐   ┌──────────┬──────┐
///   │  │  │   │ tile     │      │           C goes on from block to block of depth,
///  m├──┼──┤   │          │      │           so its chains stay in order
///   └──┴──┘   └──────────┴──────┘
///   panels of A: [depth][rows]
/// ```
///
/// The bits are those of the reference, for any number of threads and any width of vectors. One
/// object serves one caller at a time: a run keeps its addresses here, so that it allocates
/// nothing.
public final class Gemm {

  /// Shares of one pass over a block: enough for the threads of a large machine to even out, few
  /// enough to cost nothing.
  private static final int SHARES = 32;

  private static final int VECTOR = Lanes.COUNT * Float.BYTES;

  private final GemmShape shape;
  private final Blocks blocks;
  private final int rowPanels;
  private final Parallel.Task scaling = this::scale;
  private final Parallel.Task packingA = this::packA;
  private final Parallel.Task packingB = this::packB;
  private final Parallel.Task multiplying = this::multiply;

  // Of the current run.
  private float alpha;
  private float beta;
  private long a;
  private long b;
  private long c;
  private long packedA;
  private long packedB;
  private long edges;
  private boolean fresh;

  // Of the current block.
  private int depthStart;
  private int depth;
  private int columnStart;
  private int columnPanels;
  private int rowShares;
  private int columnShares;

  /// For tests: with other blocks than this machine's.
  Gemm(GemmShape shape, Blocks blocks) {
    this.shape = shape;
    this.blocks = blocks;
    rowPanels = panels(shape.m(), blocks.rows());
  }

  /// {@return the product of that shape}
  public static Gemm of(GemmShape shape) {
    return new Gemm(shape, Blocks.HERE);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    long floats = (long) rowPanels * blocks.rows() * blockDepth();
    floats +=
        (long) panels(Math.min(shape.n(), blocks.width()), blocks.columns())
            * blocks.columns()
            * blockDepth();
    floats += (long) threads * tileFloats();
    return floats * Float.BYTES;
  }

  /// Runs the product.
  ///
  /// @param parallel the threads
  /// @param a address of A; likewise `b`, `c`
  /// @param scratch address of {@link #scratchBytes(int)} bytes that nobody else uses meanwhile
  public void run(
      Parallel parallel, float alpha, long a, long b, float beta, long c, long scratch) {
    this.alpha = alpha;
    this.beta = beta;
    this.a = a;
    this.b = b;
    this.c = c;
    boolean nothingToAdd = alpha == 0 || shape.k() == 0;
    if (shape.m() == 0 || shape.n() == 0) {
      return;
    }
    if (nothingToAdd || (beta != 0 && beta != 1)) {
      parallel.run(Math.min(SHARES, shape.m()), scaling);
    }
    if (nothingToAdd) {
      return;
    }
    packedA = scratch;
    packedB = packedA + (long) rowPanels * blocks.rows() * blockDepth() * Float.BYTES;
    edges =
        packedB
            + (long) panels(Math.min(shape.n(), blocks.width()), blocks.columns())
                * blocks.columns()
                * blockDepth()
                * Float.BYTES;
    for (depthStart = 0; depthStart < shape.k(); depthStart += blocks.depth()) {
      depth = Math.min(blocks.depth(), shape.k() - depthStart);
      fresh = depthStart == 0 && beta == 0;
      parallel.run(Math.min(SHARES, rowPanels), packingA);
      for (columnStart = 0; columnStart < shape.n(); columnStart += blocks.width()) {
        columnPanels = panels(Math.min(blocks.width(), shape.n() - columnStart), blocks.columns());
        rowShares = Math.min(SHARES, rowPanels);
        columnShares = Math.min(Math.max(1, SHARES / rowShares), columnPanels);
        parallel.run(Math.min(SHARES, columnPanels), packingB);
        parallel.run(rowShares * columnShares, multiplying);
      }
    }
  }

  private int blockDepth() {
    return Math.min(blocks.depth(), shape.k());
  }

  private int tileFloats() {
    return blocks.rows() * blocks.columns();
  }

  private static int panels(int size, int each) {
    return (size + each - 1) / each;
  }

  /// Where share number `share` of `shares` begins.
  private static int first(int share, int shares, int count) {
    return (int) ((long) count * share / shares);
  }

  /// `C ← β·C`, by rows.
  private void scale(int share, int thread) {
    int shares = Math.min(SHARES, shape.m());
    for (int i = first(share, shares, shape.m()); i < first(share + 1, shares, shape.m()); i++) {
      long row = c + (long) i * shape.ldc() * Float.BYTES;
      for (int j = 0; j < shape.n(); j++) {
        long at = row + (long) j * Float.BYTES;
        Floats.set(at, beta == 0 ? 0 : beta == 1 ? Floats.get(at) : beta * Floats.get(at));
      }
    }
  }

  private void packA(int share, int thread) {
    int shares = Math.min(SHARES, rowPanels);
    for (int panel = first(share, shares, rowPanels);
        panel < first(share + 1, shares, rowPanels);
        panel++) {
      int row = panel * blocks.rows();
      Packing.rows(
          element(a, row, depthStart, shape.transA(), shape.lda()),
          shape.transA() ? Float.BYTES : (long) shape.lda() * Float.BYTES,
          shape.transA() ? (long) shape.lda() * Float.BYTES : Float.BYTES,
          Math.min(blocks.rows(), shape.m() - row),
          blocks.rows(),
          depth,
          alpha,
          panelOfA(panel));
    }
  }

  private void packB(int share, int thread) {
    int shares = Math.min(SHARES, columnPanels);
    for (int panel = first(share, shares, columnPanels);
        panel < first(share + 1, shares, columnPanels);
        panel++) {
      int column = columnStart + panel * blocks.columns();
      int columns = Math.min(blocks.columns(), shape.n() - column);
      long from = element(b, depthStart, column, shape.transB(), shape.ldb());
      long leading = (long) shape.ldb() * Float.BYTES;
      if (!shape.transB() && columns == blocks.columns()) {
        Packing.wholeColumns(from, leading, depth, panelOfB(panel));
      } else {
        Packing.rows(
            from,
            shape.transB() ? leading : Float.BYTES,
            shape.transB() ? Float.BYTES : leading,
            columns,
            blocks.columns(),
            depth,
            1,
            panelOfB(panel));
      }
    }
  }

  private static long element(long matrix, int row, int column, boolean transposed, int leading) {
    long index = transposed ? (long) column * leading + row : (long) row * leading + column;
    return matrix + index * Float.BYTES;
  }

  private long panelOfA(int panel) {
    return packedA + (long) panel * blocks.rows() * depth * Float.BYTES;
  }

  private long panelOfB(int panel) {
    return packedB + (long) panel * blocks.columns() * depth * Float.BYTES;
  }

  private void multiply(int share, int thread) {
    int rowShare = share / columnShares;
    int columnShare = share % columnShares;
    int lastRow = first(rowShare + 1, rowShares, rowPanels);
    int firstColumn = first(columnShare, columnShares, columnPanels);
    int lastColumn = first(columnShare + 1, columnShares, columnPanels);
    for (int rowPanel = first(rowShare, rowShares, rowPanels); rowPanel < lastRow; rowPanel++) {
      int row = rowPanel * blocks.rows();
      int rows = Math.min(blocks.rows(), shape.m() - row);
      for (int panel = firstColumn; panel < lastColumn; panel++) {
        int column = columnStart + panel * blocks.columns();
        int columns = Math.min(blocks.columns(), shape.n() - column);
        long tile = c + ((long) row * shape.ldc() + column) * Float.BYTES;
        if (rows == blocks.rows() && columns == blocks.columns()) {
          tile(rowPanel, panel, tile, (long) shape.ldc() * Float.BYTES);
        } else {
          edge(rowPanel, panel, tile, rows, columns, thread);
        }
      }
    }
  }

  private void tile(int rowPanel, int panel, long tile, long rowBytes) {
    long x = panelOfA(rowPanel);
    long y = panelOfB(panel);
    long xStep = (long) blocks.rows() * Float.BYTES;
    long yStep = 2L * VECTOR;
    if (blocks.rows() == Tile6x2.ROWS) {
      if (fresh) {
        Tile6x2.fresh(x, xStep, y, yStep, depth, tile, rowBytes);
      } else {
        Tile6x2.onto(x, xStep, y, yStep, depth, tile, rowBytes);
      }
    } else {
      if (fresh) {
        Tile14x2.fresh(x, xStep, y, yStep, depth, tile, rowBytes);
      } else {
        Tile14x2.onto(x, xStep, y, yStep, depth, tile, rowBytes);
      }
    }
  }

  /// A tile that hangs over the edge of C is computed in scratch memory.
  private void edge(int rowPanel, int panel, long tile, int rows, int columns, int thread) {
    long buffer = edges + (long) thread * tileFloats() * Float.BYTES;
    long bufferRow = (long) blocks.columns() * Float.BYTES;
    long tileRow = (long) shape.ldc() * Float.BYTES;
    if (!fresh) {
      copy(tile, tileRow, buffer, bufferRow, rows, columns);
    }
    tile(rowPanel, panel, buffer, bufferRow);
    copy(buffer, bufferRow, tile, tileRow, rows, columns);
  }

  private static void copy(long from, long fromRow, long to, long toRow, int rows, int columns) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        Floats.set(
            to + i * toRow + (long) j * Float.BYTES,
            Floats.get(from + i * fromRow + (long) j * Float.BYTES));
      }
    }
  }
}
