package lockstep.kernels.gemm;

import java.lang.invoke.MethodHandles;
import lockstep.kernels.Lanes;
import lockstep.kernels.Specialise;

/// How a product is cut, by the registers and caches of the processor. It changes no bit of a
/// result.
///
/// @param registers which tiles
/// @param depth steps of depth between two visits of C, where B is packed
/// @param width columns of B that are packed at once
/// @param rows of A that a panel of B meets while it is in the first-level cache; at least a group
record Blocks(Registers registers, int depth, int width, int rows) {

  /// Columns up to which two half vectors are no faster than one that is not full (`jmh/lab`, 7).
  /// And a program that needs no half vectors starts faster (`jmh/lab`, 11).
  private static final int FEW_FOR_HALVES = 10;

  /// How many vector registers there are, and how many rows of the tiles fill them. C2 loads the
  /// broadcasts of several rows before it uses one: with sixteen, a sixth row spills three sums and
  /// halves the rate (`jmh/lab`, 16).
  enum Registers {
    SIXTEEN(Tile5x2.class, Tile5x2.ROWS, 10, 0, 4, 0),
    THIRTY_TWO(Tile13x2.class, Tile13x2.ROWS, Tile13x1.ROWS, 12, 0, 3);

    /// The template of the tile that is two vectors wide.
    private final Class<? extends Tile> wide;

    /// Rows of the tile that is two vectors wide.
    final int rows;

    /// How many times as many rows the tile has that is one vector wide.
    final int narrowTimes;

    /// Rows for which C2 spills sums of the tile that is one vector wide (`jmh/lab`, 4); 0 for
    /// none.
    private final int awkward;

    /// One row in so many is little to compute for nothing, and so is a single one of a few dozen:
    /// a tile of its own takes C2 longer (`jmh/lab`, 12).
    private static final int LITTLE = 128;

    private static final int DOZENS = 32;

    /// Rows that keep the multipliers busy: two chains each, of eight that a processor needs.
    private final int filling;

    /// What a step of a band takes beyond its rows, in rows (`jmh/lab`, 28).
    private final int beyond;

    Registers(
        Class<? extends Tile> wide,
        int rows,
        int narrowRows,
        int awkward,
        int filling,
        int beyond) {
      this.wide = wide;
      this.rows = rows;
      narrowTimes = narrowRows / rows;
      this.awkward = awkward;
      this.filling = filling;
      this.beyond = beyond;
    }

    /// {@return the height of bands that cut `m` rows as evenly and into as few as may be, or into
    /// one more where the last would otherwise leave multipliers idle}
    ///
    /// @param overhang whether a band may reach beyond the last row
    int bandOf(int m, boolean overhang) {
      int fewest = fit(m, Math.max(1, (m + rows - 1) / rows), overhang);
      int more = fit(m, (m + fewest - 1) / fewest + 1, overhang);
      return steps(m, more, overhang) < steps(m, fewest, overhang) ? more : fewest;
    }

    /// {@return the height of so many bands, or of more if that is awkward}
    private int fit(int m, int bands, boolean overhang) {
      for (int count = bands; true; count++) {
        int height = Math.max(1, (m + count - 1) / count);
        if (height != awkward && lastOf(m, height, overhang) != awkward) {
          return height;
        }
      }
    }

    /// {@return how long bands of that height take, in rows}
    private int steps(int m, int height, boolean overhang) {
      int whole = (m - 1) / height;
      return whole * step(height) + step(lastOf(m, height, overhang));
    }

    private int step(int height) {
      return Math.max(height, filling) + beyond;
    }

    /// {@return the rows of the last of the bands of that height: those of the others where it may
    /// overhang and that adds little}
    static int lastOf(int m, int height, boolean overhang) {
      int rest = Math.max(1, m - (m - 1) / height * height); // none are cut as one is
      int little = Math.max(m / LITTLE, m < DOZENS ? 0 : 1);
      return overhang && height - rest <= little ? height : rest;
    }
  }

  /// The blocks for this process.
  static final Blocks HERE =
      of(Lanes.COUNT, Lanes.REGISTERS == 32 ? Registers.THIRTY_TWO : Registers.SIXTEEN);

  static Blocks of(int lanes, Registers registers) {
    int panel = 2 * lanes;
    // With sixteen registers a panel of B meets many bands while it is in the second-level cache,
    // and most of it in the first: deeper ones visit C less often, until the copies of A leave no
    // room (`jmh/lab`, 26). With 32 it comes from the second level, 1.5 MiB of 2 MiB, band after
    // band. Where 512 bits are two halves, a tile needs B half as fast, and the third level gives
    // it: fewer visits of C are worth more (`jmh/lab`, 10).
    return switch (registers) {
      case SIXTEEN -> new Blocks(registers, 512, 1024 / panel * panel, 80);
      case THIRTY_TWO -> new Blocks(registers, Lanes.HALVES ? 1024 : 400, 1024 / panel * panel, 1);
    };
  }

  /// {@return how deep blocks of a product of depth `k` are: equally, and as deep as allowed}
  int depthOf(int k) {
    int count = Math.max(1, (k + depth - 1) / depth);
    return Math.max(1, (k + count - 1) / count);
  }

  /// {@return the tile of two vectors' width}
  Tile wide(TileData data) {
    return Specialise.of(MethodHandles.lookup(), registers.wide, Tile.class, data);
  }

  /// {@return the tile of one vector's width}
  ///
  /// @param columns that all narrow panels together have
  static Tile narrow(TileData data, int columns) {
    if (Lanes.HALVES && columns > FEW_FOR_HALVES) {
      return Specialise.of(MethodHandles.lookup(), Tile13x2.class, Tile.class, data.inHalves());
    }
    return Specialise.of(MethodHandles.lookup(), Tile13x1.class, Tile.class, data);
  }
}
