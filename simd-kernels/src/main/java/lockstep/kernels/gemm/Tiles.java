package lockstep.kernels.gemm;

import lockstep.kernels.Lanes;

/// The tiles that cover an `m × n` matrix C, for one layout of A.
///
/// Columns are cut into panels of two vectors, and what is left into one of two, or of one, with
/// fewer lanes. Rows are cut into bands of equal height, as many as the tile has rows or fewer.
final class Tiles {

  static final int VECTOR = Lanes.COUNT * Float.BYTES;

  private final int m;

  /// Rows of a band under panels of two vectors, and under a panel of one.
  final int rows;

  final int narrowRows;

  /// Columns before the narrow panel.
  final int wideColumns;

  /// Columns in whole panels.
  final int wholeColumns;

  private final Tile whole;
  private final Tile lastRows;
  private final Tile lastColumns;
  private final Tile corner;
  private final Tile narrow;
  private final Tile narrowLastRows;

  /// @param aRow bytes from a row of A to the next
  /// @param aStep bytes of A from a step of depth to the next
  Tiles(Blocks blocks, int m, int n, long aRow, long aStep) {
    this.m = m;
    rows = even(m, blocks.registers().rows);
    narrowRows = blocks.registers().narrowTimes * rows;
    int panel = 2 * Lanes.COUNT;
    int rest = n % panel;
    wholeColumns = n - rest;
    wideColumns = rest > Lanes.COUNT ? n : wholeColumns;
    int lastHeight = m - (m - 1) / rows * rows;
    int narrowLastHeight = m - (m - 1) / narrowRows * narrowRows;
    int lanes = rest > Lanes.COUNT ? rest - Lanes.COUNT : Lanes.COUNT;
    whole = blocks.wide(new TileData(rows, Lanes.COUNT, aRow, aStep));
    lastRows = blocks.wide(new TileData(lastHeight, Lanes.COUNT, aRow, aStep));
    lastColumns = blocks.wide(new TileData(rows, lanes, aRow, aStep));
    corner = blocks.wide(new TileData(lastHeight, lanes, aRow, aStep));
    int narrowLanes = wideColumns < n ? rest : Lanes.COUNT;
    narrow = blocks.narrow(new TileData(narrowRows, narrowLanes, aRow, aStep));
    narrowLastRows = blocks.narrow(new TileData(narrowLastHeight, narrowLanes, aRow, aStep));
  }

  /// The height of bands of at most `most` rows, if they are to be of one height.
  static int even(int m, int most) {
    int bands = Math.max(1, (m + most - 1) / most);
    return Math.max(1, (m + bands - 1) / bands);
  }

  /// Computes the tile whose first element is at `row` and `column` of C.
  void wide(
      int row, int column, long a, long b, int depth, long from, long fromRow, long c, long cRow) {
    boolean full = row + rows <= m;
    Tile tile = column < wholeColumns ? full ? whole : lastRows : full ? lastColumns : corner;
    tile.run(a, b, depth, from, fromRow, c, cRow);
  }

  /// Computes the tile of the narrow panel that begins at `row`.
  void narrow(int row, long a, long b, int depth, long from, long fromRow, long c, long cRow) {
    Tile tile = row + narrowRows <= m ? narrow : narrowLastRows;
    tile.run(a, b, depth, from, fromRow, c, cRow);
  }
}
