package lockstep.kernels.gemm;

/// How a packed B lies whose columns fill whole panels: one panel after the other, in each
/// `[depth][COLUMNS]`. Who computes a B can write it so from the start, and save its packing
/// ([Gemm#runPacked]).
///
/// @param depth rows of B
public record WholePanels(int depth) {

  /// Columns of a panel.
  public static final int COLUMNS = Tiles.WIDE;

  /// Bytes from a row of a panel to the next.
  public static final long LINE = (long) COLUMNS * Float.BYTES;

  /// {@return whether a product of that shape takes its packed B so}
  public static boolean suit(GemmShape shape) {
    return shape.m() > 1 && shape.n() > 1 && shape.n() % COLUMNS == 0 && shape.k() > 0;
  }

  /// {@return where B has that row and column}
  public long at(long packed, int row, int column) {
    long line = (long) (column / COLUMNS) * depth + row;
    return packed + line * LINE + (long) (column % COLUMNS) * Float.BYTES;
  }
}
