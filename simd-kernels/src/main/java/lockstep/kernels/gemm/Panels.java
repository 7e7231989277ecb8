package lockstep.kernels.gemm;

import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// Copies of A and B in the order in which a tile reads them.
///
/// | copy | layout |
/// |---|---|
/// | A | see [LeftCopy] |
/// | B | panels of `[depth][two vectors]`, the last perhaps of `[depth][one vector]` |
final class Panels {

  private static final int LANES = Lanes.COUNT;
  private static final int VECTOR = Lanes.COUNT * Float.BYTES;

  /// Rows of B that are copied side by side: as many streams as the processor fetches ahead.
  private static final int TOGETHER = 8;

  /// Floats of a line of the cache.
  private static final int CACHE_LINE = 16;

  private Panels() {}

  /// Copies `lines` lines of `length` contiguous floats, times `factor`.
  static void lines(
      long from, long fromLine, int lines, int length, float factor, long to, long toLine) {
    for (int line = 0; line < lines; line++) {
      line(from + line * fromLine, length, factor, to + line * toLine);
    }
  }

  private static void line(long from, int length, float factor, long to) {
    int whole = length - length % LANES;
    for (int i = 0; i < whole; i += LANES) {
      long offset = (long) i * Float.BYTES;
      Floats.store(to + offset, Floats.load(from + offset).mul(factor));
    }
    if (whole < length) {
      Floats.storeBefore(to, whole, length, Floats.loadBefore(from, whole, length).mul(factor));
    }
  }

  /// Copies lines that are at most two vectors long.
  static void shortLines(
      long from, long fromLine, int lines, int length, float factor, long to, long toLine) {
    if (length <= LANES) {
      for (int line = 0; line < lines; line++) {
        Floats.storeBefore(
            to + line * toLine,
            0,
            length,
            Floats.loadBefore(from + line * fromLine, 0, length).mul(factor));
      }
    } else if (length <= 2 * LANES) {
      for (int line = 0; line < lines; line++) {
        long source = from + line * fromLine;
        long target = to + line * toLine;
        Floats.store(target, Floats.load(source).mul(factor));
        Floats.storeBefore(
            target, LANES, length, Floats.loadBefore(source, LANES, length).mul(factor));
      }
    } else {
      lines(from, fromLine, lines, length, factor, to, toLine);
    }
  }

  /// Copies lines to longer ones of whole vectors, and anything behind them: masks are slow without
  /// AVX-512.
  ///
  /// @param more lines that follow these
  static void widened(
      long from, long fromLine, int lines, int more, int length, int width, long to) {
    long toLine = (long) width * Float.BYTES;
    // What is read beyond the end of a line belongs to the next ones; the last have none.
    long beyond = toLine - (long) length * Float.BYTES;
    int whole = Math.clamp(lines + more - Math.ceilDiv(beyond, fromLine), 0, lines);
    for (int line = 0; line < whole; line++) {
      long source = from + line * fromLine;
      long target = to + line * toLine;
      for (int i = 0; i < width; i += LANES) {
        long at = (long) i * Float.BYTES;
        Floats.store(target + at, Floats.load(source + at));
      }
    }
    lines(from + whole * fromLine, fromLine, lines - whole, length, 1, to + whole * toLine, toLine);
  }

  /// Copies one panel of B times `factor`, from step `start` of depth and from `column` on, as wide
  /// as [Tiles] have it there; and anything where B has no more columns.
  static void pack(
      long b, GemmShape shape, float factor, int start, int depth, int column, long to) {
    int width = column < Tiles.wideColumns(shape.n()) ? Tiles.WIDE : LANES;
    int columns = Math.min(width, shape.n() - column);
    long line = (long) shape.ldb() * Float.BYTES;
    if (shape.transB()) {
      transposed(b + column * line + (long) start * Float.BYTES, line, depth, columns, width, to);
    } else {
      long from = b + start * line + (long) column * Float.BYTES;
      if (columns == Tiles.WIDE) {
        wide(from, line, depth, to);
      } else {
        widened(from, line, depth, shape.k() - start - depth, columns, width, to);
      }
    }
    if (factor != 1) {
      scale(to, depth * width, factor);
    }
  }

  /// Multiplies `count` floats.
  static void scale(long at, int count, float factor) {
    line(at, count, factor, at);
  }

  /// Copies `rows` rows of B into `panels` whole panels, a few rows at a time: so B is read along
  /// its rows, and what is written to one panel at a time fills whole cache lines.
  ///
  /// @param panelBytes from a panel to the next
  static void rows(long from, long line, int rows, int panels, long to, long panelBytes) {
    for (int row = 0; row < rows; row += TOGETHER) {
      int count = Math.min(TOGETHER, rows - row);
      long source = from + row * line;
      long target = to + (long) row * (2L * VECTOR);
      for (int panel = 0; panel < panels; panel++) {
        wide(source + (long) panel * (2L * VECTOR), line, count, target + panel * panelBytes);
      }
    }
  }

  private static void wide(long from, long line, int depth, long to) {
    for (int p = 0; p < depth; p++) {
      long source = from + p * line;
      long target = to + (long) p * (2L * VECTOR);
      Floats.store(target, Floats.load(source));
      Floats.store(target + VECTOR, Floats.load(source + VECTOR));
    }
  }

  /// A panel whose columns are stored as lines of depth.
  static void transposed(long from, long line, int depth, int columns, int width, long to) {
    int square = Transposition.SIZE;
    long toLine = (long) width * Float.BYTES;
    for (int j = 0; j < columns; j += square) {
      long source = from + j * line;
      long target = to + (long) j * Float.BYTES;
      int lines = Math.min(square, columns - j);
      if (depth < square || width < square) {
        oneByOne(source, line, depth, lines, target, toLine);
      } else {
        int squares = depth / square;
        Transposition.squares(source, line, lines, squares, target, toLine);
        if (squares * square < depth) {
          // The last square goes back as far as it needs to be whole.
          int start = depth - square;
          Transposition.run(
              source + (long) start * Float.BYTES, line, lines, target + start * toLine, toLine);
        }
      }
    }
  }

  /// Reads one float of each line of the cache, lines of depth one after the other: from main
  /// memory they come ahead of time so, and not where a few floats of each are read by turns.
  ///
  /// @param to anywhere, for C2 to see a use of what is read
  static void fetch(long from, long line, int lines, int length, long to) {
    float sum = 0;
    for (int j = 0; j < lines; j++) {
      long at = from + j * line;
      for (int p = 0; p < length; p += CACHE_LINE) {
        sum += Floats.get(at + (long) p * Float.BYTES);
      }
    }
    Floats.set(to, sum);
  }

  private static void oneByOne(long from, long line, int depth, int columns, long to, long toLine) {
    for (int p = 0; p < depth; p++) {
      for (int j = 0; j < columns; j++) {
        Floats.set(
            to + p * toLine + (long) j * Float.BYTES,
            Floats.get(from + j * line + (long) p * Float.BYTES));
      }
    }
  }
}
