package lockstep.kernels.gemm;

import java.util.function.Function;
import lockstep.kernels.Lanes;

/// The tiles that cover an `m × n` matrix C, for one layout of A.
///
/// Columns are cut into wide panels of two vectors, the last of which may overhang. Where one
/// vector is enough for the last columns, they are a narrow panel instead. Under both, rows are cut
/// into [Bands].
final class Tiles {

  static final int VECTOR = Lanes.COUNT * Float.BYTES;

  /// Columns of a wide panel.
  static final int WIDE = 2 * Lanes.COUNT;

  /// Rows of a band under wide panels.
  final int rows;

  /// Rows that are whole bands under both kinds of panels.
  final int group;

  /// Where the narrow panel begins; the end of C if there is none.
  final int narrowFrom;

  private final Bands wide;
  private final Bands narrow;

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
    narrowFrom = Math.min(wideColumns(n), n);
    rows = blocks.registers().bandOf(m, overhang);
    group = blocks.registers().narrowTimes * rows;
    var wideTile = new TileData(rows, aRow, aStep, wideStep, Lanes.FLOAT);
    var narrowTile = new TileData(group, aRow, aStep, narrowStep, Lanes.FLOAT);
    // Panels that there are not need no tiles of their own: the JVM takes a millisecond for each.
    if (narrowFrom == 0) {
      narrow = bands(m, overhang, Lanes.COUNT, narrowTile, data -> Blocks.narrow(data, n));
      wide = narrow;
    } else {
      wide = bands(m, overhang, WIDE, wideTile, blocks::wide);
      narrow =
          narrowFrom == n
              ? wide
              : bands(
                  m,
                  overhang,
                  Lanes.COUNT,
                  narrowTile,
                  data -> Blocks.narrow(data, n - narrowFrom));
    }
  }

  private static Bands bands(
      int m, boolean overhang, int columns, TileData data, Function<TileData, Tile> tiles) {
    int last = Blocks.Registers.lastOf(m, data.rows(), overhang);
    return new Bands(
        m,
        data.rows(),
        columns,
        tiles.apply(data),
        tiles.apply(data.withRows(last)),
        last == data.rows() && m % data.rows() != 0);
  }

  /// {@return the bands under the panel that begins at `column`}
  Bands under(int column) {
    return column < narrowFrom ? wide : narrow;
  }

  /// {@return the bytes of scratch memory that a thread needs}
  long scratchBytes() {
    return Math.max(wide.scratchBytes(), narrow.scratchBytes());
  }

  /// {@return the columns of wide panels in `n`; of the last, those that overhang too}
  static int wideColumns(int n) {
    int rest = n % WIDE;
    return rest > Lanes.COUNT ? n - rest + WIDE : n - rest;
  }
}
