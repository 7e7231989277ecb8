package lockstep.kernels.gemm;

/// Bands of rows of C, of equal height but for the last, under panels of one width.
///
/// Where A is a [LeftCopy], the last band may overhang: its tile is that of the others, which C2
/// has not to compile again. So may the last panel, as a copy of B is always as wide as its tile.
/// What is computed beyond C stays in scratch memory.
///
/// @param m rows of C
/// @param rows of a band
/// @param columns of a panel, one vector or two
/// @param tile of all bands but the last
/// @param last of the last band
/// @param overhangs whether that is higher than what is left of C
record Bands(int m, int rows, int columns, Tile tile, Tile last, boolean overhangs) {

  /// {@return how many there are}
  int count() {
    return Math.ceilDiv(m, rows);
  }

  /// {@return the bytes of scratch memory that a thread needs}
  long scratchBytes() {
    return rows * line();
  }

  private long line() {
    return (long) columns * Float.BYTES;
  }

  /// Computes the band that begins at `row`.
  ///
  /// @param width columns that C has from the panel's first on
  /// @see Tile#run
  void run(
      int row,
      int width,
      long a,
      long b,
      int depth,
      long from,
      long fromRow,
      long c,
      long cRow,
      long scratch) {
    boolean isWhole = row + rows <= m;
    Tile fitting = isWhole ? tile : last;
    if (width >= columns && (isWhole || !overhangs)) {
      fitting.run(a, b, depth, from, fromRow, c, cRow);
    } else {
      overhang(row, width, fitting, a, b, depth, from, fromRow, c, cRow, scratch);
    }
  }

  private void overhang(
      int row,
      int width,
      Tile fitting,
      long a,
      long b,
      int depth,
      long from,
      long fromRow,
      long c,
      long cRow,
      long scratch) {
    int height = Math.min(rows, m - row);
    int within = Math.min(columns, width);
    if (fromRow == 0 && (from == Zeros.ADDRESS || width >= columns)) {
      fitting.run(a, b, depth, from, 0, scratch, line());
    } else {
      Panels.shortLines(from, fromRow, height, within, 1, scratch, line());
      fitting.run(a, b, depth, scratch, line(), scratch, line());
    }
    Panels.shortLines(scratch, line(), height, within, 1, c, cRow);
  }
}
