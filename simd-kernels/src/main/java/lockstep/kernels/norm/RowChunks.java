package lockstep.kernels.norm;

/// How the rows of `[rows, columns]` are split where sums go down the columns: into chunks that
/// stay in a near cache for a second walk.
record RowChunks(int rows, int columns) {

  /// 64 KB.
  private static final int ELEMENTS = 1 << 14;

  RowChunks {
    require("rows", rows);
    require("columns", columns);
  }

  int most() {
    return Math.max(1, ELEMENTS / Math.max(1, columns));
  }

  int count() {
    return (int) (((long) rows + most() - 1) / most());
  }

  int first(int chunk) {
    return (int) Math.min(rows, (long) chunk * most());
  }

  int size(int chunk) {
    return first(chunk + 1) - first(chunk);
  }

  private static void require(String name, int size) {
    if (size < 0) {
      throw new IllegalArgumentException(name + ": expected 0 or more, got " + size + ".");
    }
  }
}
