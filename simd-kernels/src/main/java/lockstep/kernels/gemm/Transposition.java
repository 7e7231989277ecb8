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
      for (int j = 0; j < columns; j += SIZE) {
        int wide = Math.min(SIZE, columns - j);
        long corner = from + i * fromLine + (long) j * Float.BYTES;
        long at = to + j * toLine + (long) i * Float.BYTES;
        if (high == SIZE && wide == SIZE) {
          run(corner, fromLine, SIZE, at, toLine);
        } else {
          oneByOne(corner, fromLine, high, wide, at, toLine);
        }
      }
    }
  }

  /// Writes the transpose of `lines` lines of 16 floats, which lie `fromLine` and `toLine` bytes
  /// apart. It writes 16 columns; those without a line hold anything.
  static void run(long from, long fromLine, int lines, long to, long toLine) {
    if (IN_REGISTERS) {
      inRegisters(from, fromLine, lines, to, toLine);
    } else if (Lanes.COUNT == Transposition8.SIZE) {
      inEights(from, fromLine, lines, to, toLine);
    } else {
      oneByOne(from, fromLine, lines, SIZE, to, toLine);
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

  private static void inRegisters(long from, long fromLine, int lines, long to, long toLine) {
    int last = lines - 1;
    var a0 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(0, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a1 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(1, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a2 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(2, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a3 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(3, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a4 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(4, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a5 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(5, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a6 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(6, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a7 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(7, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a8 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(8, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a9 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(9, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a10 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(10, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a11 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(11, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a12 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(12, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a13 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(13, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a14 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(14, last) * fromLine) & ADDRESS_MASK, ORDER);
    var a15 =
        fromMemorySegment(
            FLOAT, SEGMENT, (from + Math.min(15, last) * fromLine) & ADDRESS_MASK, ORDER);
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
    e0.intoMemorySegment(SEGMENT, (to + 0 * toLine) & ADDRESS_MASK, ORDER);
    e1.intoMemorySegment(SEGMENT, (to + 1 * toLine) & ADDRESS_MASK, ORDER);
    e2.intoMemorySegment(SEGMENT, (to + 2 * toLine) & ADDRESS_MASK, ORDER);
    e3.intoMemorySegment(SEGMENT, (to + 3 * toLine) & ADDRESS_MASK, ORDER);
    e4.intoMemorySegment(SEGMENT, (to + 4 * toLine) & ADDRESS_MASK, ORDER);
    e5.intoMemorySegment(SEGMENT, (to + 5 * toLine) & ADDRESS_MASK, ORDER);
    e6.intoMemorySegment(SEGMENT, (to + 6 * toLine) & ADDRESS_MASK, ORDER);
    e7.intoMemorySegment(SEGMENT, (to + 7 * toLine) & ADDRESS_MASK, ORDER);
    e8.intoMemorySegment(SEGMENT, (to + 8 * toLine) & ADDRESS_MASK, ORDER);
    e9.intoMemorySegment(SEGMENT, (to + 9 * toLine) & ADDRESS_MASK, ORDER);
    e10.intoMemorySegment(SEGMENT, (to + 10 * toLine) & ADDRESS_MASK, ORDER);
    e11.intoMemorySegment(SEGMENT, (to + 11 * toLine) & ADDRESS_MASK, ORDER);
    e12.intoMemorySegment(SEGMENT, (to + 12 * toLine) & ADDRESS_MASK, ORDER);
    e13.intoMemorySegment(SEGMENT, (to + 13 * toLine) & ADDRESS_MASK, ORDER);
    e14.intoMemorySegment(SEGMENT, (to + 14 * toLine) & ADDRESS_MASK, ORDER);
    e15.intoMemorySegment(SEGMENT, (to + 15 * toLine) & ADDRESS_MASK, ORDER);
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
