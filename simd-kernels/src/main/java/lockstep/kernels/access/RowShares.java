package lockstep.kernels.access;

/// How the rows of a matrix are split into shares: by its sizes alone.
///
/// @param rows how many rows, 0 or more
/// @param columns how many floats a row has, 0 or more
public record RowShares(int rows, int columns) {

  /// Enough for the threads of a large machine to even out, few enough to cost nothing.
  private static final int MOST = 32;

  /// Below so many elements threads cost more than they bring.
  private static final int ALONE = 1 << 14;

  /// Checks that sizes are not negative.
  public RowShares {
    require("rows", rows);
    require("columns", columns);
  }

  /// {@return the number of shares}
  public int count() {
    return Math.min((long) rows * columns < ALONE ? 1 : MOST, rows);
  }

  /// {@return the first row of a share, or for the number after the last share the number of rows}
  public int first(int share) {
    return (int) ((long) rows * share / count());
  }

  private static void require(String name, int size) {
    if (size < 0) {
      throw new IllegalArgumentException(name + ": expected 0 or more, got " + size + ".");
    }
  }
}
