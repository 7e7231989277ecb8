package lockstep.kernels.conv;

import lockstep.kernels.Lanes;

/// Chooses the tiles for a rectangle of sums: the one place that knows which there are.
///
/// The arguments are those of [PairTile], for any number of rows and lanes; `tiles` are those for a
/// row of a and a step of the innermost loop. Where `fresh`, sums begin as zeros, which the others
/// find in c.
final class Tiles {

  private static final int LANES = Lanes.COUNT;

  private Tiles() {}

  /// Adds to `rows` rows of `lanes` sums.
  static void onto(
      WindowTiles tiles,
      boolean fresh,
      long a,
      long aRow,
      long aOuter,
      long aMiddle,
      long aInner,
      long b,
      long bOuter,
      long bMiddle,
      long bInner,
      int outer,
      int middle,
      int inner,
      long c,
      long cRow,
      int rows,
      int lanes) {
    if (lanes % LANES == 0 && bInner == (long) lanes * Float.BYTES) {
      tiles.onto(
          lanes / LANES,
          fresh,
          a,
          aOuter,
          aMiddle,
          b,
          bOuter,
          bMiddle,
          outer,
          middle,
          inner,
          c,
          cRow,
          rows);
      return;
    }
    int lane = 0;
    for (; lane + 2 * LANES <= lanes; lane += 2 * LANES) {
      long at = (long) lane * Float.BYTES;
      pairs(
          a, aRow, aOuter, aMiddle, aInner, b + at, bOuter, bMiddle, bInner, outer, middle, inner,
          c + at, cRow, rows);
    }
    for (; lane < lanes; lane += LANES) {
      long at = (long) lane * Float.BYTES;
      masked(
          a,
          aRow,
          aOuter,
          aMiddle,
          aInner,
          b + at,
          bOuter,
          bMiddle,
          bInner,
          outer,
          middle,
          inner,
          c + at,
          cRow,
          rows,
          Math.min(LANES, lanes - lane));
    }
  }

  /// Twelve to eight chains keep both units busy, two do not: 7 rows are 4 + 3, not 6 + 1.
  private static int pairRows(int left) {
    return left > 10 ? 6 : left > 8 ? 5 : left > 6 ? 4 : left;
  }

  private static void pairs(
      long a,
      long aRow,
      long aOuter,
      long aMiddle,
      long aInner,
      long b,
      long bOuter,
      long bMiddle,
      long bInner,
      int outer,
      int middle,
      int inner,
      long c,
      long cRow,
      int rows) {
    int done;
    for (int left = rows; left > 0; left -= done) {
      done = pairRows(left);
      switch (done) {
        case 1 ->
            PairTile.rows1(
                a, aRow, aOuter, aMiddle, aInner, b, bOuter, bMiddle, bInner, outer, middle, inner,
                c, cRow);
        case 2 ->
            PairTile.rows2(
                a, aRow, aOuter, aMiddle, aInner, b, bOuter, bMiddle, bInner, outer, middle, inner,
                c, cRow);
        case 3 ->
            PairTile.rows3(
                a, aRow, aOuter, aMiddle, aInner, b, bOuter, bMiddle, bInner, outer, middle, inner,
                c, cRow);
        case 4 ->
            PairTile.rows4(
                a, aRow, aOuter, aMiddle, aInner, b, bOuter, bMiddle, bInner, outer, middle, inner,
                c, cRow);
        case 5 ->
            PairTile.rows5(
                a, aRow, aOuter, aMiddle, aInner, b, bOuter, bMiddle, bInner, outer, middle, inner,
                c, cRow);
        default ->
            PairTile.rows6(
                a, aRow, aOuter, aMiddle, aInner, b, bOuter, bMiddle, bInner, outer, middle, inner,
                c, cRow);
      }
      a += done * aRow;
      c += done * cRow;
    }
  }

  private static void masked(
      long a,
      long aRow,
      long aOuter,
      long aMiddle,
      long aInner,
      long b,
      long bOuter,
      long bMiddle,
      long bInner,
      int outer,
      int middle,
      int inner,
      long c,
      long cRow,
      int rows,
      int lanes) {
    int done;
    for (int left = rows; left > 0; left -= done) {
      if (left >= 8) {
        done = 8;
        MaskedTile.rows8(
            a, aRow, aOuter, aMiddle, aInner, b, bOuter, bMiddle, bInner, outer, middle, inner, c,
            cRow, lanes);
      } else if (left >= 4) {
        done = 4;
        MaskedTile.rows4(
            a, aRow, aOuter, aMiddle, aInner, b, bOuter, bMiddle, bInner, outer, middle, inner, c,
            cRow, lanes);
      } else {
        done = 1;
        MaskedTile.rows1(
            a, aRow, aOuter, aMiddle, aInner, b, bOuter, bMiddle, bInner, outer, middle, inner, c,
            cRow, lanes);
      }
      a += done * aRow;
      c += done * cRow;
    }
  }
}
