package lockstep.kernels.gemm;

import lockstep.kernels.Lanes;

/// The tiles that cover an `m × n` matrix C, for one layout of A.
///
/// Columns are cut into panels of two vectors, and what is left into narrow ones of one vector, the
/// last with fewer lanes. Rows are cut into bands of equal height. Where A is a [LeftCopy], the
/// last band may overhang: its tile is that of the others, which C2 has not to compile again, and
/// what it computes beyond C stays in scratch memory.
final class Tiles {

  static final int VECTOR = Lanes.COUNT * Float.BYTES;

  private final int m;
  private final int n;
  private final boolean overhangs;
  private final boolean narrowOverhangs;

  /// Rows of a band under wide panels, and under narrow ones.
  final int rows;

  final int narrowRows;

  /// Columns in wide panels.
  final int wideColumns;

  private final Tile wide;
  private final Tile wideLast;
  private final Tile narrow;
  private final Tile narrowLast;

  /// For a packed B and a copy of A.
  Tiles(Blocks blocks, int m, int n, LeftCopy a) {
    this(blocks, m, n, a.aRow(), a.aStep(), 2L * VECTOR, VECTOR, true);
  }

  /// For a packed B and an A that is read where it is.
  ///
  /// @param aRow bytes from a row of A to the next
  /// @param aStep bytes of A from a step of depth to the next
  Tiles(Blocks blocks, int m, int n, long aRow, long aStep) {
    this(blocks, m, n, aRow, aStep, 2L * VECTOR, VECTOR, false);
  }

  /// For a B that is read where it is, too.
  ///
  /// @param bStep bytes of B from a step of depth to the next
  Tiles(Blocks blocks, int m, int n, long aRow, long aStep, long bStep) {
    this(blocks, m, n, aRow, aStep, bStep, bStep, false);
  }

  private Tiles(
      Blocks blocks,
      int m,
      int n,
      long aRow,
      long aStep,
      long wideStep,
      long narrowStep,
      boolean overhang) {
    this.m = m;
    this.n = n;
    rows = blocks.registers().bandOf(m, overhang);
    narrowRows = blocks.registers().narrowTimes * rows;
    wideColumns = n - n % (2 * Lanes.COUNT);
    int last = Blocks.Registers.lastOf(m, rows, overhang);
    int narrowRest = Blocks.Registers.lastOf(m, narrowRows, overhang);
    overhangs = m % last != 0 && last == rows;
    narrowOverhangs = m % narrowRest != 0 && narrowRest == narrowRows;
    wide = blocks.wide(new TileData(rows, aRow, aStep, wideStep, Lanes.FLOAT));
    wideLast = blocks.wide(new TileData(last, aRow, aStep, wideStep, Lanes.FLOAT));
    narrow =
        Blocks.narrow(
            new TileData(narrowRows, aRow, aStep, narrowStep, Lanes.FLOAT), n - wideColumns);
    narrowLast =
        Blocks.narrow(
            new TileData(narrowRest, aRow, aStep, narrowStep, Lanes.FLOAT), n - wideColumns);
  }

  /// Computes the tile of a wide panel that begins at `row`.
  void wide(int row, long a, long b, int depth, long from, long fromRow, long c, long cRow) {
    Tile tile = row + rows <= m ? wide : wideLast;
    tile.run(a, b, depth, from, fromRow, c, cRow);
  }

  /// The same where the last band may overhang.
  void wide(
      int row,
      long a,
      long b,
      int depth,
      long from,
      long fromRow,
      long c,
      long cRow,
      long scratch) {
    if (row + rows <= m || !overhangs) {
      wide(row, a, b, depth, from, fromRow, c, cRow);
      return;
    }
    long line = 2L * VECTOR;
    if (fromRow == 0) {
      wide.run(a, b, depth, from, 0, scratch, line);
    } else {
      Panels.lines(from, fromRow, m - row, 2 * Lanes.COUNT, 1, scratch, line);
      wide.run(a, b, depth, scratch, line, scratch, line);
    }
    Panels.lines(scratch, line, m - row, 2 * Lanes.COUNT, 1, c, cRow);
  }

  /// {@return the bytes of scratch memory that a thread needs}
  long scratchBytes() {
    return Math.max(narrowRows, 2L * rows) * VECTOR;
  }

  /// Computes the tile of a narrow panel that is a whole vector wide.
  void narrowWhole(int row, long a, long b, int depth, long from, long fromRow, long c, long cRow) {
    Tile tile = row + narrowRows <= m ? narrow : narrowLast;
    tile.run(a, b, depth, from, fromRow, c, cRow);
  }

  /// Computes the tile of the narrow panel at `column` that begins at `row`. Where C has fewer
  /// columns or rows than the tile, it is computed in scratch memory.
  void narrow(
      int row,
      int column,
      long a,
      long b,
      int depth,
      long from,
      long fromRow,
      long c,
      long cRow,
      long scratch) {
    boolean inside = row + narrowRows <= m || !narrowOverhangs;
    if (column + Lanes.COUNT <= n && inside) {
      narrowWhole(row, a, b, depth, from, fromRow, c, cRow);
      return;
    }
    Tile tile = row + narrowRows <= m ? narrow : narrowLast;
    int height = Math.min(narrowRows, m - row);
    int width = Math.min(Lanes.COUNT, n - column);
    if (from == Zeros.ADDRESS) {
      tile.run(a, b, depth, from, 0, scratch, VECTOR);
    } else {
      Panels.shortLines(from, fromRow, height, width, 1, scratch, VECTOR);
      tile.run(a, b, depth, scratch, VECTOR, scratch, VECTOR);
    }
    Panels.shortLines(scratch, VECTOR, height, width, 1, c, cRow);
  }
}
