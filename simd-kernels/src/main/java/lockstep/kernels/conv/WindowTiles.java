package lockstep.kernels.conv;

import java.lang.invoke.MethodHandles;
import lockstep.kernels.Lanes;
import lockstep.kernels.Specialise;
import lockstep.kernels.gemm.Tile;
import org.jspecify.annotations.Nullable;

/// The [WindowTile]s of any number of rows, for one layout of a.
///
/// A tile is defined when it is first needed: most convolutions need two or three.
final class WindowTiles {

  /// {@return whether blocks of so many channels in all go through these tiles alone}
  static boolean cover(int channels) {
    return channels % Lanes.COUNT == 0;
  }

  private static final int MOST_WIDE =
      Lanes.REGISTERS == 32 ? WindowTile8x2.ROWS : WindowTile5x2.ROWS;

  /// Whether one loop goes by the tile of products: with sixteen registers that takes four steps at
  /// a time, and the ends of inner loops cost nothing (`jmh/lab`, 23).
  private static final boolean BY_PRODUCTS = Lanes.REGISTERS != 32;

  /// One vector is two of half its width where that is faster.
  private static final int MOST_NARROW =
      Lanes.HALVES ? WindowTile8x2.ROWS : Lanes.REGISTERS == 32 ? WindowTile13x1.ROWS : 11;

  /// Rows that keep a processor's multipliers busy.
  private static final int FILLING = 4;

  /// The most channels of a block, whose weights lie side by side.
  static final int MOST_CHANNELS = 32;

  private static final int MOST_VECTORS = MOST_CHANNELS / Lanes.COUNT;

  private final long aRow;
  private final long aInner;

  // For each number of vectors that a block has, for each number of rows.
  private final @Nullable WindowTile[][] wide =
      new @Nullable WindowTile[MOST_VECTORS + 1][MOST_WIDE + 1];
  private final @Nullable WindowTile[][] narrow =
      new @Nullable WindowTile[MOST_VECTORS + 1][MOST_NARROW + 1];

  // Of those of two vectors, the ones that sum one loop.
  private final @Nullable Tile[][] products = new @Nullable Tile[MOST_VECTORS + 1][MOST_WIDE + 1];

  WindowTiles(long aRow, long aInner) {
    this.aRow = aRow;
    this.aInner = aInner;
  }

  /// Bytes of a from a row to the next.
  long aRow() {
    return aRow;
  }

  /// Sums `rows` rows of so many whole vectors onto what c holds or, where `fresh`, onto zeros: the
  /// names are those of [WindowTile]. In b a step of the innermost loop is as many vectors long.
  void onto(
      int vectors,
      boolean fresh,
      long a,
      long aOuter,
      long aMiddle,
      long b,
      long bOuter,
      long bMiddle,
      int outer,
      int middle,
      int inner,
      long c,
      long cRow,
      int rows) {
    for (int vector = 0; vector < vectors; vector += 2) {
      boolean two = vector + 1 < vectors;
      long at = (long) vector * Lanes.COUNT * Float.BYTES;
      onto(
          two ? wide[vectors] : narrow[vectors],
          vectors,
          two,
          fresh,
          a,
          aOuter,
          aMiddle,
          b + at,
          bOuter,
          bMiddle,
          outer,
          middle,
          inner,
          c + at,
          cRow,
          rows);
    }
  }

  private void onto(
      @Nullable WindowTile[] known,
      int vectors,
      boolean two,
      boolean fresh,
      long a,
      long aOuter,
      long aMiddle,
      long b,
      long bOuter,
      long bMiddle,
      int outer,
      int middle,
      int inner,
      long c,
      long cRow,
      int rows) {
    int bands = bands(rows, two ? MOST_WIDE : MOST_NARROW);
    int low = rows / bands;
    int high = rows - low * bands;
    int end;
    for (int row = 0; row < rows; row = end) {
      end = row + (row < high * (low + 1) ? low + 1 : low);
      if (BY_PRODUCTS && two && outer == 1 && middle == 1) {
        product(vectors, end - row)
            .run(
                a + row * aRow,
                b,
                inner,
                fresh ? Zeros.ROW : c + row * cRow,
                fresh ? 0 : cRow,
                c + row * cRow,
                cRow);
        continue;
      }
      WindowTile tile = tile(known, vectors, two, end - row);
      tile.run(
          a + row * aRow,
          aOuter,
          aMiddle,
          b,
          bOuter,
          bMiddle,
          outer,
          middle,
          inner,
          fresh ? Zeros.ROW : c + row * cRow,
          fresh ? 0 : cRow,
          c + row * cRow,
          cRow);
    }
  }

  /// Into how many bands to cut so many rows: as evenly as may be, first those with a row more, so
  /// that the processor foresees which tile comes next.
  private static int bands(int rows, int most) {
    return Math.max(1, (rows + most - 1) / most);
  }

  /// Which part of the time that tiles of two vectors take for so many rows they would take if all
  /// were filled: two chains a row, of eight that a processor needs.
  static double fill(int rows) {
    int bands = bands(rows, MOST_WIDE);
    int low = rows / bands;
    int high = rows - low * bands;
    double time = high * Math.max(low + 1, FILLING) + (bands - high) * Math.max(low, FILLING);
    return rows / time;
  }

  private Tile product(int vectors, int rows) {
    Tile tile = products[vectors][rows];
    if (tile == null) {
      tile = Tile.wide(rows, aRow, aInner, (long) vectors * Lanes.COUNT * Float.BYTES);
      products[vectors][rows] = tile;
    }
    return tile;
  }

  private WindowTile tile(@Nullable WindowTile[] known, int vectors, boolean two, int rows) {
    WindowTile tile = known[rows];
    if (tile == null) {
      tile =
          Specialise.of(
              MethodHandles.lookup(),
              template(two),
              WindowTile.class,
              new WindowTile.Data(
                  rows,
                  aRow,
                  aInner,
                  (long) vectors * Lanes.COUNT * Float.BYTES,
                  two || !Lanes.HALVES ? Lanes.FLOAT : Lanes.HALF));
      known[rows] = tile;
    }
    return tile;
  }

  private static Class<? extends WindowTile> template(boolean two) {
    if (two && Lanes.REGISTERS != 32) {
      return WindowTile5x2.class;
    }
    return two || Lanes.HALVES ? WindowTile8x2.class : WindowTile13x1.class;
  }
}
