package lockstep.kernels.conv;

import java.lang.invoke.MethodHandles;
import lockstep.kernels.Lanes;
import lockstep.kernels.Specialise;
import org.jspecify.annotations.Nullable;

/// The [WindowTile]s of any number of rows, for one layout of a.
///
/// A tile is defined when it is first needed: most convolutions need two or three.
final class WindowTiles {

  /// Whether this processor has the registers for them.
  static final boolean FIT = Lanes.REGISTERS == 32;

  /// {@return whether blocks of so many channels in all go through these tiles alone}
  static boolean cover(int channels) {
    return FIT
        && channels % Lanes.COUNT == 0
        && Math.min(channels, Windows.BLOCK) <= 2 * Lanes.COUNT;
  }

  /// One vector is two of half its width where that is faster.
  private static final int MOST_NARROW = Lanes.HALVES ? WindowTile8x2.ROWS : WindowTile13x1.ROWS;

  private final long aRow;
  private final long aInner;
  private final @Nullable WindowTile[] wide = new @Nullable WindowTile[WindowTile8x2.ROWS + 1];
  private final @Nullable WindowTile[] narrow = new @Nullable WindowTile[MOST_NARROW + 1];

  WindowTiles(long aRow, long aInner) {
    this.aRow = aRow;
    this.aInner = aInner;
  }

  /// Sums `rows` rows of two vectors, or of one, onto what c holds or, where `fresh`, onto zeros:
  /// the names are those of [WindowTile].
  void onto(
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
    int height = height(rows, two ? WindowTile8x2.ROWS : MOST_NARROW);
    for (int row = 0; row < rows; row += height) {
      WindowTile tile = tile(two, Math.min(height, rows - row));
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

  /// The height of bands that cut `rows` as evenly and into as few as may be.
  private static int height(int rows, int most) {
    int bands = (rows + most - 1) / most;
    return bands == 0 ? 1 : (rows + bands - 1) / bands;
  }

  private WindowTile tile(boolean two, int rows) {
    @Nullable WindowTile[] known = two ? wide : narrow;
    WindowTile tile = known[rows];
    if (tile == null) {
      tile =
          Specialise.of(
              MethodHandles.lookup(),
              two || Lanes.HALVES ? WindowTile8x2.class : WindowTile13x1.class,
              WindowTile.class,
              new WindowTile.Data(
                  rows, aRow, aInner, two || !Lanes.HALVES ? Lanes.FLOAT : Lanes.HALF));
      known[rows] = tile;
    }
    return tile;
  }
}
