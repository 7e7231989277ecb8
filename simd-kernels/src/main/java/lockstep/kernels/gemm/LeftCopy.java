package lockstep.kernels.gemm;

/// A copy of A with the strides that all tiles share, so that few tiles serve all products.
///
/// | A | copy |
/// |---|---|
/// | not transposed | blocks of depth, one after the other; in each its rows, further apart than the block is deep, so that they are no rivals for one set of the first-level cache |
/// | transposed | pairs of bands, one after the other; in each `[depth][rows]` |
final class LeftCopy {

  private final GemmShape shape;
  private final int depth;
  private final int pair;
  private final long line;

  LeftCopy(GemmShape shape, Blocks blocks) {
    this.shape = shape;
    depth = blocks.depthOf(shape.k());
    pair = 2 * blocks.registers().bandOf(shape.m());
    int mostOfPair = 2 * blocks.registers().rows;
    line = (long) (shape.transA() ? mostOfPair : blocks.lineOf(shape.k())) * Float.BYTES;
  }

  /// {@return bytes from a row to the next}
  long aRow() {
    return shape.transA() ? Float.BYTES : line;
  }

  /// {@return bytes from a step of depth to the next}
  long aStep() {
    return shape.transA() ? line : Float.BYTES;
  }

  /// {@return the bytes of the copy}
  long bytes() {
    return shape.transA()
        ? (long) ceil(shape.m(), pair) * shape.k() * line
        : (long) ceil(shape.k(), depth) * shape.m() * line;
  }

  /// {@return in how many parts it may be made: rows, or pairs of bands}
  int parts() {
    return shape.transA() ? ceil(shape.m(), pair) : shape.m();
  }

  /// Makes a part, times `factor`.
  void part(int part, float factor, long a, long copy) {
    long from = (long) shape.lda() * Float.BYTES;
    if (shape.transA()) {
      int row = part * pair;
      Panels.shortLines(
          a + (long) row * Float.BYTES,
          from,
          shape.k(),
          Math.min(pair, shape.m() - row),
          factor,
          copy + (long) part * shape.k() * line,
          line);
    } else {
      for (int start = 0; start < shape.k(); start += depth) {
        Panels.lines(
            a + part * from + (long) start * Float.BYTES,
            0,
            1,
            Math.min(depth, shape.k() - start),
            factor,
            address(copy, part, start),
            0);
      }
    }
  }

  /// {@return where the copy has the element at `row` and step `start`, at which a block begins}
  long address(long copy, int row, int start) {
    return shape.transA()
        ? copy
            + ((long) (row / pair) * shape.k() + start) * line
            + (long) (row % pair) * Float.BYTES
        : copy + ((long) (start / depth) * shape.m() + row) * line;
  }

  private static int ceil(int size, int each) {
    return (size + each - 1) / each;
  }
}
