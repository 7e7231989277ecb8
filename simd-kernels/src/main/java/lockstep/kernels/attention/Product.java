package lockstep.kernels.attention;

import java.lang.invoke.MethodHandles;
import lockstep.kernels.Lanes;
import lockstep.kernels.Specialise;

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

  private static final boolean THIRTY_TWO_REGISTERS = Lanes.REGISTERS == 32;

  private final boolean fresh;
  private final long aRow;
  private final long aStep;
  private final long bStep;

  /// For two vectors where there are sixteen registers; elsewhere nothing asks for it.
  private final Tile pair;

  private Product(boolean fresh, long aRow, long aStep, long bStep) {
    this.fresh = fresh;
    this.aRow = aRow;
    this.aStep = aStep;
    this.bStep = bStep;
    pair =
        THIRTY_TWO_REGISTERS
            ? new Tile4x2()
            : Specialise.of(
                MethodHandles.lookup(),
                Tile4x2.class,
                Tile.class,
                new Tile.Data(fresh, aRow, aStep, bStep));
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

  /// The rows to ask for where A and C have room for whole tiles: a tile is cheaper than most of
  /// its rows, one by one.
  static int roomy(int rows) {
    int height = THIRTY_TWO_REGISTERS ? Tile6x4.ROWS : Tile4x2.ROWS;
    int left = rows % height;
    return left < height / 2 ? rows : rows - left + height;
  }

  void run(int rows, int columns, int depth, long a, long b, long c, long cRow) {
    int pairs = THIRTY_TWO_REGISTERS ? 0 : columns - columns % (2 * LANES);
    pairs(rows, pairs, depth, a, b, c, cRow);
    long at = (long) pairs * Float.BYTES;
    sixes(rows, columns - pairs, depth, a, b + at, c + at, cRow);
  }

  private void pairs(int rows, int columns, int depth, long a, long b, long c, long cRow) {
    int whole = rows - rows % Tile4x2.ROWS;
    for (int column = 0; column < columns; column += 2 * LANES) {
      long at = (long) column * Float.BYTES;
      for (int row = 0; row < whole; row += Tile4x2.ROWS) {
        pair.run(a + row * aRow, b + at, depth, c + row * cRow + at, cRow);
      }
    }
    for (int row = whole; row < rows; row++) {
      row(columns, depth, a + row * aRow, b, c + row * cRow);
    }
  }

  private void sixes(int rows, int columns, int depth, long a, long b, long c, long cRow) {
    int whole = rows - rows % Tile6x4.ROWS;
    int column = 0;
    while (column < columns) {
      long from = b + (long) column * Float.BYTES;
      long to = c + (long) column * Float.BYTES;
      int left = columns - column;
      int width = left >= 4 * LANES ? 4 : left >= 2 * LANES ? 2 : 1;
      for (int row = 0; row < whole; row += Tile6x4.ROWS) {
        six(width, left, depth, a + row * aRow, from, to + row * cRow, cRow);
      }
      column += width * LANES;
    }
    for (int row = whole; row < rows; row++) {
      row(columns, depth, a + row * aRow, b, c + row * cRow);
    }
  }

  private void six(int width, int left, int depth, long a, long b, long c, long cRow) {
    int lanes = Math.min(left, LANES);
    if (fresh) {
      switch (width) {
        case 4 -> Tile6x4.fresh(a, aRow, aStep, b, bStep, depth, c, cRow);
        case 2 -> Tile6x2.fresh(a, aRow, aStep, b, bStep, depth, c, cRow);
        default -> Tile6x1.fresh(a, aRow, aStep, b, bStep, depth, c, cRow, lanes);
      }
    } else {
      switch (width) {
        case 4 -> Tile6x4.onto(a, aRow, aStep, b, bStep, depth, c, cRow);
        case 2 -> Tile6x2.onto(a, aRow, aStep, b, bStep, depth, c, cRow);
        default -> Tile6x1.onto(a, aRow, aStep, b, bStep, depth, c, cRow, lanes);
      }
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
