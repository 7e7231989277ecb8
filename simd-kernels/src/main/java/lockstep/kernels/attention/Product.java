package lockstep.kernels.attention;

import lockstep.kernels.Lanes;
import lockstep.kernels.access.Sixteen;

/// Small products `C ← A·B` and `C ← C + A·B` of operands that lie where they are.
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

  /// Four vectors a row need more than the sixteen registers that come with vectors of 256 bits.
  private static final boolean WIDE = LANES != Sixteen.LANES / 2;

  private Product() {}

  /// The rows to ask for where A and C have room for whole tiles: a tile is cheaper than three
  /// single rows.
  static int roomy(int rows) {
    int left = rows % Tile6x4.ROWS;
    return left < 3 ? rows : rows - left + Tile6x4.ROWS;
  }

  static void fresh(
      int rows,
      int columns,
      int depth,
      long a,
      long aRow,
      long aStep,
      long b,
      long bStep,
      long c,
      long cRow) {
    int whole = rows - rows % Tile6x4.ROWS;
    int column = 0;
    while (column < columns) {
      long from = b + (long) column * Float.BYTES;
      long to = c + (long) column * Float.BYTES;
      int left = columns - column;
      int width = WIDE && left >= 4 * LANES ? 4 : left >= 2 * LANES ? 2 : 1;
      for (int row = 0; row < whole; row += Tile6x4.ROWS) {
        long x = a + row * aRow;
        long y = to + row * cRow;
        if (width == 4) {
          Tile6x4.fresh(x, aRow, aStep, from, bStep, depth, y, cRow);
        } else if (width == 2) {
          Tile6x2.fresh(x, aRow, aStep, from, bStep, depth, y, cRow);
        } else {
          Tile6x1.fresh(x, aRow, aStep, from, bStep, depth, y, cRow, Math.min(left, LANES));
        }
      }
      column += width * LANES;
    }
    for (int row = whole; row < rows; row++) {
      freshRow(columns, depth, a + row * aRow, aStep, b, bStep, c + row * cRow);
    }
  }

  private static void freshRow(
      int columns, int depth, long a, long aStep, long b, long bStep, long c) {
    int column = 0;
    while (columns - column >= 4 * LANES) {
      long at = (long) column * Float.BYTES;
      Tile1x4.fresh(a, aStep, b + at, bStep, depth, c + at);
      column += 4 * LANES;
    }
    while (column < columns) {
      long at = (long) column * Float.BYTES;
      Tile1x1.fresh(a, aStep, b + at, bStep, depth, c + at, Math.min(columns - column, LANES));
      column += LANES;
    }
  }

  static void onto(
      int rows,
      int columns,
      int depth,
      long a,
      long aRow,
      long aStep,
      long b,
      long bStep,
      long c,
      long cRow) {
    int whole = rows - rows % Tile6x4.ROWS;
    int column = 0;
    while (column < columns) {
      long from = b + (long) column * Float.BYTES;
      long to = c + (long) column * Float.BYTES;
      int left = columns - column;
      int width = WIDE && left >= 4 * LANES ? 4 : left >= 2 * LANES ? 2 : 1;
      for (int row = 0; row < whole; row += Tile6x4.ROWS) {
        long x = a + row * aRow;
        long y = to + row * cRow;
        if (width == 4) {
          Tile6x4.onto(x, aRow, aStep, from, bStep, depth, y, cRow);
        } else if (width == 2) {
          Tile6x2.onto(x, aRow, aStep, from, bStep, depth, y, cRow);
        } else {
          Tile6x1.onto(x, aRow, aStep, from, bStep, depth, y, cRow, Math.min(left, LANES));
        }
      }
      column += width * LANES;
    }
    for (int row = whole; row < rows; row++) {
      ontoRow(columns, depth, a + row * aRow, aStep, b, bStep, c + row * cRow);
    }
  }

  private static void ontoRow(
      int columns, int depth, long a, long aStep, long b, long bStep, long c) {
    int column = 0;
    while (columns - column >= 4 * LANES) {
      long at = (long) column * Float.BYTES;
      Tile1x4.onto(a, aStep, b + at, bStep, depth, c + at);
      column += 4 * LANES;
    }
    while (column < columns) {
      long at = (long) column * Float.BYTES;
      Tile1x1.onto(a, aStep, b + at, bStep, depth, c + at, Math.min(columns - column, LANES));
      column += LANES;
    }
  }
}
