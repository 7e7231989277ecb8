package lockstep.kernels.gemm;

import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.Lanes.FLOAT;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// The transpose of a small square of floats, and of squares side by side for other kernels.
///
/// With sixteen lanes it stays in registers: four rounds, in each of which every vector exchanges
/// every other group of 8, 4, 2, then 1 of its elements with the vector as far away. With eight it
/// is four squares of [Transposition8]; narrower vectors go element by element.
public final class Transposition {

  /// The side of the square.
  public static final int SIZE = 16;

  /// Bytes from a square to the next along its lines.
  private static final long ACROSS = (long) SIZE * Float.BYTES;

  /// Whether it is about as fast as a copy.
  static final boolean IN_REGISTERS = Lanes.COUNT == SIZE;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final FloatVector UPPER_8 = upper(8);
  private static final FloatVector LOWER_8 = lower(8);
  private static final FloatVector UPPER_4 = upper(4);
  private static final FloatVector LOWER_4 = lower(4);
  private static final FloatVector UPPER_2 = upper(2);
  private static final FloatVector LOWER_2 = lower(2);
  private static final FloatVector UPPER_1 = upper(1);
  private static final FloatVector LOWER_1 = lower(1);

  private Transposition() {}

  /// Writes the transpose of `lines` lines of `columns` floats, which lie `fromLine` and `toLine`
  /// bytes apart, and nothing else.
  public static void run(long from, long fromLine, int lines, int columns, long to, long toLine) {
    for (int i = 0; i < lines; i += SIZE) {
      int high = Math.min(SIZE, lines - i);
      int whole = high == SIZE ? columns / SIZE : 0;
      long line = from + i * fromLine;
      long column = to + (long) i * Float.BYTES;
      squares(line, fromLine, SIZE, whole, column, toLine);
      for (int j = whole * SIZE; j < columns; j += SIZE) {
        int wide = Math.min(SIZE, columns - j);
        long corner = line + (long) j * Float.BYTES;
        oneByOne(corner, fromLine, high, wide, column + j * toLine, toLine);
      }
    }
  }

  /// Writes the transpose of `lines` lines of 16 floats, which lie `fromLine` and `toLine` bytes
  /// apart. It writes 16 columns; those without a line hold anything.
  static void run(long from, long fromLine, int lines, long to, long toLine) {
    squares(from, fromLine, lines, 1, to, toLine);
  }

  /// The same of lines of some times 16 floats.
  static void squares(long from, long fromLine, int lines, int squares, long to, long toLine) {
    if (IN_REGISTERS) {
      inRegisters(from, fromLine, lines, squares, to, toLine);
      return;
    }
    for (int square = 0; square < squares; square++) {
      long corner = from + square * ACROSS;
      long at = to + square * (SIZE * toLine);
      if (Lanes.COUNT == Transposition8.SIZE) {
        inEights(corner, fromLine, lines, at, toLine);
      } else {
        oneByOne(corner, fromLine, lines, SIZE, at, toLine);
      }
    }
  }

  private static void inEights(long from, long fromLine, int lines, long to, long toLine) {
    for (int i = 0; i < SIZE; i += Transposition8.SIZE) {
      long down = to + i * toLine;
      for (int j = 0; j < lines; j += Transposition8.SIZE) {
        Transposition8.run(
            from + j * fromLine + (long) i * Float.BYTES,
            fromLine,
            Math.min(Transposition8.SIZE, lines - j),
            down + (long) j * Float.BYTES,
            toLine);
      }
    }
  }

  private static void oneByOne(
      long from, long fromLine, int lines, int columns, long to, long toLine) {
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < lines; j++) {
        Floats.set(
            to + i * toLine + (long) j * Float.BYTES,
            Floats.get(from + j * fromLine + (long) i * Float.BYTES));
      }
    }
  }

  /// A loop, as what comes before a square takes two fifths of the time of a single one (`jmh/lab`,
  /// 30).
  private static void inRegisters(
      long from, long fromLine, int lines, int squares, long to, long toLine) {
    int last = lines - 1;
    long line0 = Math.min(0, last) * fromLine;
    long line1 = Math.min(1, last) * fromLine;
    long line2 = Math.min(2, last) * fromLine;
    long line3 = Math.min(3, last) * fromLine;
    long line4 = Math.min(4, last) * fromLine;
    long line5 = Math.min(5, last) * fromLine;
    long line6 = Math.min(6, last) * fromLine;
    long line7 = Math.min(7, last) * fromLine;
    long line8 = Math.min(8, last) * fromLine;
    long line9 = Math.min(9, last) * fromLine;
    long line10 = Math.min(10, last) * fromLine;
    long line11 = Math.min(11, last) * fromLine;
    long line12 = Math.min(12, last) * fromLine;
    long line13 = Math.min(13, last) * fromLine;
    long line14 = Math.min(14, last) * fromLine;
    long line15 = Math.min(15, last) * fromLine;
    for (int square = 0; square < squares; square++) {
      long corner = from + square * ACROSS;
      long at = to + square * (SIZE * toLine);
      var a0 = fromMemorySegment(FLOAT, SEGMENT, (corner + line0) & ADDRESS_MASK, ORDER);
      var a1 = fromMemorySegment(FLOAT, SEGMENT, (corner + line1) & ADDRESS_MASK, ORDER);
      var a2 = fromMemorySegment(FLOAT, SEGMENT, (corner + line2) & ADDRESS_MASK, ORDER);
      var a3 = fromMemorySegment(FLOAT, SEGMENT, (corner + line3) & ADDRESS_MASK, ORDER);
      var a4 = fromMemorySegment(FLOAT, SEGMENT, (corner + line4) & ADDRESS_MASK, ORDER);
      var a5 = fromMemorySegment(FLOAT, SEGMENT, (corner + line5) & ADDRESS_MASK, ORDER);
      var a6 = fromMemorySegment(FLOAT, SEGMENT, (corner + line6) & ADDRESS_MASK, ORDER);
      var a7 = fromMemorySegment(FLOAT, SEGMENT, (corner + line7) & ADDRESS_MASK, ORDER);
      var a8 = fromMemorySegment(FLOAT, SEGMENT, (corner + line8) & ADDRESS_MASK, ORDER);
      var a9 = fromMemorySegment(FLOAT, SEGMENT, (corner + line9) & ADDRESS_MASK, ORDER);
      var a10 = fromMemorySegment(FLOAT, SEGMENT, (corner + line10) & ADDRESS_MASK, ORDER);
      var a11 = fromMemorySegment(FLOAT, SEGMENT, (corner + line11) & ADDRESS_MASK, ORDER);
      var a12 = fromMemorySegment(FLOAT, SEGMENT, (corner + line12) & ADDRESS_MASK, ORDER);
      var a13 = fromMemorySegment(FLOAT, SEGMENT, (corner + line13) & ADDRESS_MASK, ORDER);
      var a14 = fromMemorySegment(FLOAT, SEGMENT, (corner + line14) & ADDRESS_MASK, ORDER);
      var a15 = fromMemorySegment(FLOAT, SEGMENT, (corner + line15) & ADDRESS_MASK, ORDER);
      var b0 = UPPER_8.selectFrom(a0, a8);
      var b8 = LOWER_8.selectFrom(a0, a8);
      var b1 = UPPER_8.selectFrom(a1, a9);
      var b9 = LOWER_8.selectFrom(a1, a9);
      var b2 = UPPER_8.selectFrom(a2, a10);
      var b10 = LOWER_8.selectFrom(a2, a10);
      var b3 = UPPER_8.selectFrom(a3, a11);
      var b11 = LOWER_8.selectFrom(a3, a11);
      var b4 = UPPER_8.selectFrom(a4, a12);
      var b12 = LOWER_8.selectFrom(a4, a12);
      var b5 = UPPER_8.selectFrom(a5, a13);
      var b13 = LOWER_8.selectFrom(a5, a13);
      var b6 = UPPER_8.selectFrom(a6, a14);
      var b14 = LOWER_8.selectFrom(a6, a14);
      var b7 = UPPER_8.selectFrom(a7, a15);
      var b15 = LOWER_8.selectFrom(a7, a15);
      var c0 = UPPER_4.selectFrom(b0, b4);
      var c4 = LOWER_4.selectFrom(b0, b4);
      var c1 = UPPER_4.selectFrom(b1, b5);
      var c5 = LOWER_4.selectFrom(b1, b5);
      var c2 = UPPER_4.selectFrom(b2, b6);
      var c6 = LOWER_4.selectFrom(b2, b6);
      var c3 = UPPER_4.selectFrom(b3, b7);
      var c7 = LOWER_4.selectFrom(b3, b7);
      var c8 = UPPER_4.selectFrom(b8, b12);
      var c12 = LOWER_4.selectFrom(b8, b12);
      var c9 = UPPER_4.selectFrom(b9, b13);
      var c13 = LOWER_4.selectFrom(b9, b13);
      var c10 = UPPER_4.selectFrom(b10, b14);
      var c14 = LOWER_4.selectFrom(b10, b14);
      var c11 = UPPER_4.selectFrom(b11, b15);
      var c15 = LOWER_4.selectFrom(b11, b15);
      var d0 = UPPER_2.selectFrom(c0, c2);
      var d2 = LOWER_2.selectFrom(c0, c2);
      var d1 = UPPER_2.selectFrom(c1, c3);
      var d3 = LOWER_2.selectFrom(c1, c3);
      var d4 = UPPER_2.selectFrom(c4, c6);
      var d6 = LOWER_2.selectFrom(c4, c6);
      var d5 = UPPER_2.selectFrom(c5, c7);
      var d7 = LOWER_2.selectFrom(c5, c7);
      var d8 = UPPER_2.selectFrom(c8, c10);
      var d10 = LOWER_2.selectFrom(c8, c10);
      var d9 = UPPER_2.selectFrom(c9, c11);
      var d11 = LOWER_2.selectFrom(c9, c11);
      var d12 = UPPER_2.selectFrom(c12, c14);
      var d14 = LOWER_2.selectFrom(c12, c14);
      var d13 = UPPER_2.selectFrom(c13, c15);
      var d15 = LOWER_2.selectFrom(c13, c15);
      var e0 = UPPER_1.selectFrom(d0, d1);
      var e1 = LOWER_1.selectFrom(d0, d1);
      var e2 = UPPER_1.selectFrom(d2, d3);
      var e3 = LOWER_1.selectFrom(d2, d3);
      var e4 = UPPER_1.selectFrom(d4, d5);
      var e5 = LOWER_1.selectFrom(d4, d5);
      var e6 = UPPER_1.selectFrom(d6, d7);
      var e7 = LOWER_1.selectFrom(d6, d7);
      var e8 = UPPER_1.selectFrom(d8, d9);
      var e9 = LOWER_1.selectFrom(d8, d9);
      var e10 = UPPER_1.selectFrom(d10, d11);
      var e11 = LOWER_1.selectFrom(d10, d11);
      var e12 = UPPER_1.selectFrom(d12, d13);
      var e13 = LOWER_1.selectFrom(d12, d13);
      var e14 = UPPER_1.selectFrom(d14, d15);
      var e15 = LOWER_1.selectFrom(d14, d15);
      e0.intoMemorySegment(SEGMENT, (at + 0 * toLine) & ADDRESS_MASK, ORDER);
      e1.intoMemorySegment(SEGMENT, (at + 1 * toLine) & ADDRESS_MASK, ORDER);
      e2.intoMemorySegment(SEGMENT, (at + 2 * toLine) & ADDRESS_MASK, ORDER);
      e3.intoMemorySegment(SEGMENT, (at + 3 * toLine) & ADDRESS_MASK, ORDER);
      e4.intoMemorySegment(SEGMENT, (at + 4 * toLine) & ADDRESS_MASK, ORDER);
      e5.intoMemorySegment(SEGMENT, (at + 5 * toLine) & ADDRESS_MASK, ORDER);
      e6.intoMemorySegment(SEGMENT, (at + 6 * toLine) & ADDRESS_MASK, ORDER);
      e7.intoMemorySegment(SEGMENT, (at + 7 * toLine) & ADDRESS_MASK, ORDER);
      e8.intoMemorySegment(SEGMENT, (at + 8 * toLine) & ADDRESS_MASK, ORDER);
      e9.intoMemorySegment(SEGMENT, (at + 9 * toLine) & ADDRESS_MASK, ORDER);
      e10.intoMemorySegment(SEGMENT, (at + 10 * toLine) & ADDRESS_MASK, ORDER);
      e11.intoMemorySegment(SEGMENT, (at + 11 * toLine) & ADDRESS_MASK, ORDER);
      e12.intoMemorySegment(SEGMENT, (at + 12 * toLine) & ADDRESS_MASK, ORDER);
      e13.intoMemorySegment(SEGMENT, (at + 13 * toLine) & ADDRESS_MASK, ORDER);
      e14.intoMemorySegment(SEGMENT, (at + 14 * toLine) & ADDRESS_MASK, ORDER);
      e15.intoMemorySegment(SEGMENT, (at + 15 * toLine) & ADDRESS_MASK, ORDER);
    }
  }

  /// Of two vectors, the groups of `size` that stand at even places, by turns.
  private static FloatVector upper(int size) {
    return indexes(size, 0);
  }

  /// The groups at odd places.
  private static FloatVector lower(int size) {
    return indexes(size, size);
  }

  private static FloatVector indexes(int size, int shift) {
    float[] indexes = new float[Lanes.COUNT];
    for (int l = 0; IN_REGISTERS && l < Lanes.COUNT; l++) {
      boolean second = (l & size) != 0;
      indexes[l] = second ? SIZE + (l ^ size) + shift : l + shift;
    }
    return FloatVector.fromArray(FLOAT, indexes, 0);
  }
}
