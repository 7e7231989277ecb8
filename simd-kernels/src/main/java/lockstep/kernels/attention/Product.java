package lockstep.kernels.attention;

import lockstep.kernels.Lanes;
import lockstep.kernels.gemm.Tile;

/// Small products `C ← A·B` or `C ← C + A·B` of operands that lie where they are.
///
/// | operand | address of an element |
/// |---------|-----------------------|
/// | A       | `a + row · aRow + step · aStep` |
/// | B       | `b + step · bStep + column · 4` |
/// | C       | `c + row · cRow + column · 4` |
///
/// Each element of C is one chain of fused multiply-adds in the order of steps.
final class Product {

  private static final int LANES = Lanes.COUNT;

  /// Columns of the tiles that take most of the time.
  static final int PAIR = 2 * LANES;

  /// Rows of a tile of pairs: as many as {@link Block#STEP}, or half where registers are few.
  private static final int ROWS = Lanes.REGISTERS == 32 ? Block.STEP : Block.STEP / 2;

  private final boolean fresh;
  private final long aRow;
  private final long aStep;
  private final long bStep;
  private final Tile pair;

  private Product(boolean fresh, long aRow, long aStep, long bStep) {
    this.fresh = fresh;
    this.aRow = aRow;
    this.aStep = aStep;
    this.bStep = bStep;
    pair = Tile.wide(ROWS, aRow, aStep, bStep);
  }

  /// {@return `C ← A·B` of tokens in place with a block of packed ones: C is only written}
  static Product ofTokens(TokenLayout tokens) {
    return new Product(true, tokens.tokenBytes(), Float.BYTES, Block.ROW_BYTES);
  }

  /// {@return `C ← C + A·B` of the columns of a block of weights with tokens in place}
  static Product ontoSums(TokenLayout tokens) {
    return new Product(false, Float.BYTES, Block.ROW_BYTES, tokens.tokenBytes());
  }

  /// {@return `C ← C + A·B` of the rows of a block of weights with tokens in place}
  static Product ofRowsOnto(TokenLayout tokens) {
    return new Product(false, Block.ROW_BYTES, Float.BYTES, tokens.tokenBytes());
  }

  /// The rows to ask for where A and C have room for a whole step: tiles of it are cheaper than
  /// most of its rows, one by one.
  static int roomy(int rows) {
    return rows < Block.STEP / 2 ? rows : Block.STEP;
  }

  void run(int rows, int columns, int depth, long a, long b, long c, long cRow) {
    int tiled = fresh && rows >= Block.STEP ? rows : rows - rows % Block.STEP;
    int pairs = columns - columns % PAIR;
    for (int column = 0; column < pairs; column += PAIR) {
      long at = (long) column * Float.BYTES;
      pairs(tiled, depth, a, b + at, c + at, cRow);
    }
    for (int column = pairs; column < columns; column += LANES) {
      long at = (long) column * Float.BYTES;
      singles(Math.min(columns - column, LANES), tiled, depth, a, b + at, c + at, cRow);
    }
    for (int row = tiled; row < rows; row++) {
      row(columns, depth, a + row * aRow, b, c + row * cRow);
    }
  }

  /// Two vectors of columns. Where C is only written, the last tile may write some rows again.
  private void pairs(int rows, int depth, long a, long b, long c, long cRow) {
    for (int next = 0; next < rows; next += ROWS) {
      int row = Math.min(next, rows - ROWS);
      long to = c + row * cRow;
      pair.run(a + row * aRow, b, depth, fresh ? Tile.ZEROS : to, fresh ? 0 : cRow, to, cRow);
    }
  }

  /// Some lanes of a vector of columns.
  private void singles(int lanes, int rows, int depth, long a, long b, long c, long cRow) {
    for (int next = 0; next < rows; next += Tile4x1.ROWS) {
      int row = Math.min(next, rows - Tile4x1.ROWS);
      long to = c + row * cRow;
      Tile4x1.run(
          a + row * aRow,
          aRow,
          aStep,
          b,
          bStep,
          depth,
          fresh ? Tile.ZEROS : to,
          fresh ? 0 : cRow,
          to,
          cRow,
          lanes);
    }
  }

  private void row(int columns, int depth, long a, long b, long c) {
    int column = 0;
    for (; columns - column >= 4 * LANES; column += 4 * LANES) {
      long at = (long) column * Float.BYTES;
      if (fresh) {
        Tile1x4.fresh(a, aStep, b + at, bStep, depth, c + at);
      } else {
        Tile1x4.onto(a, aStep, b + at, bStep, depth, c + at);
      }
    }
    for (; column < columns; column += LANES) {
      long at = (long) column * Float.BYTES;
      int lanes = Math.min(columns - column, LANES);
      if (fresh) {
        Tile1x1.fresh(a, aStep, b + at, bStep, depth, c + at, lanes);
      } else {
        Tile1x1.onto(a, aStep, b + at, bStep, depth, c + at, lanes);
      }
    }
  }
}
