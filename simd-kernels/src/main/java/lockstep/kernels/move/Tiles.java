package lockstep.kernels.move;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import lockstep.kernels.Lanes;

/// Transposes of matrices in squares that are as wide as a vector.
///
/// A square is loaded line by line and written row by row. Between them lines exchange halves with
/// the line half a square away, quarters with the one a quarter away, and so on: after the last
/// step element c of line r is element r of line c.
///
/// The bodies call the JDK's methods alone: those are inlined always, ours only up to a limit that
/// a square exceeds.
final class Tiles {

  /// Rows of the output that are one unit of work.
  static final int BAND = 64;

  /// Several such lines share a page.
  private static final long NEAR = 1 << 10;

  private static final int LANES = Lanes.COUNT;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final VectorShuffle<Float> BY_8 = exchange(8);
  private static final VectorShuffle<Float> BY_4 = exchange(4);
  private static final VectorShuffle<Float> BY_2 = exchange(2);
  private static final VectorShuffle<Float> BY_1 = exchange(1);
  private static final VectorMask<Float> ODD_8 = odd(8);
  private static final VectorMask<Float> ODD_4 = odd(4);
  private static final VectorMask<Float> ODD_2 = odd(2);
  private static final VectorMask<Float> ODD_1 = odd(1);

  private Tiles() {}

  /// `out[r][c] = in[c][r]`.
  ///
  /// @param line bytes from one line of `in` to the next
  /// @param row bytes from one row of `out` to the next
  /// @param rows rows of `out`, which are the words of a line of `in`
  /// @param count words of a row of `out`, which are the lines of `in`
  static void transpose(long in, long line, long out, long row, int rows, int count) {
    if (rows < LANES || count < LANES) {
      one(in, line, out, row, rows, count);
      return;
    }
    // Where lines lie near each other, as channels of pixels do, rows are written from end to end.
    // Else few pages are read at a time.
    int block = line <= NEAR ? count : LANES;
    for (int c = 0; c < count; c += block) {
      for (int r = 0; r < rows; r += LANES) {
        squares(in, line, out, row, rows, count, r, c, Math.min(count, c + block));
      }
    }
  }

  /// The squares of some columns of as many rows as a vector has lanes. The last ones overlap those
  /// before where the sizes are no multiples.
  private static void squares(
      long in, long line, long out, long row, int rows, int count, int r, int first, int end) {
    int at = Math.min(r, rows - LANES);
    for (int c = first; c < end; c += LANES) {
      int column = Math.min(c, count - LANES);
      tile(
          in + column * line + (long) at * Float.BYTES,
          line,
          out + at * row + (long) column * Float.BYTES,
          row);
    }
  }

  private static void tile(long in, long line, long out, long row) {
    switch (LANES) {
      case 16 -> tile16(in, line, out, row);
      case 8 -> tile8(in, line, out, row);
      default -> tile4(in, line, out, row);
    }
  }

  private static void one(long in, long line, long out, long row, int rows, int count) {
    for (int r = 0; r < rows; r++) {
      Runs.copySpread(in + (long) r * Float.BYTES, line, out + r * row, Float.BYTES, count);
    }
  }

  private static void tile16(long in, long line, long out, long row) {
    FloatVector v0 = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, in & ADDRESS_MASK, ORDER);
    FloatVector v1 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + line) & ADDRESS_MASK, ORDER);
    FloatVector v2 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 2 * line) & ADDRESS_MASK, ORDER);
    FloatVector v3 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 3 * line) & ADDRESS_MASK, ORDER);
    FloatVector v4 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 4 * line) & ADDRESS_MASK, ORDER);
    FloatVector v5 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 5 * line) & ADDRESS_MASK, ORDER);
    FloatVector v6 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 6 * line) & ADDRESS_MASK, ORDER);
    FloatVector v7 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 7 * line) & ADDRESS_MASK, ORDER);
    FloatVector v8 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 8 * line) & ADDRESS_MASK, ORDER);
    FloatVector v9 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 9 * line) & ADDRESS_MASK, ORDER);
    FloatVector v10 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 10 * line) & ADDRESS_MASK, ORDER);
    FloatVector v11 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 11 * line) & ADDRESS_MASK, ORDER);
    FloatVector v12 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 12 * line) & ADDRESS_MASK, ORDER);
    FloatVector v13 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 13 * line) & ADDRESS_MASK, ORDER);
    FloatVector v14 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 14 * line) & ADDRESS_MASK, ORDER);
    FloatVector v15 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 15 * line) & ADDRESS_MASK, ORDER);
    FloatVector t;
    t = v0.blend(v8.rearrange(BY_8), ODD_8);
    v8 = v0.rearrange(BY_8).blend(v8, ODD_8);
    v0 = t;
    t = v1.blend(v9.rearrange(BY_8), ODD_8);
    v9 = v1.rearrange(BY_8).blend(v9, ODD_8);
    v1 = t;
    t = v2.blend(v10.rearrange(BY_8), ODD_8);
    v10 = v2.rearrange(BY_8).blend(v10, ODD_8);
    v2 = t;
    t = v3.blend(v11.rearrange(BY_8), ODD_8);
    v11 = v3.rearrange(BY_8).blend(v11, ODD_8);
    v3 = t;
    t = v4.blend(v12.rearrange(BY_8), ODD_8);
    v12 = v4.rearrange(BY_8).blend(v12, ODD_8);
    v4 = t;
    t = v5.blend(v13.rearrange(BY_8), ODD_8);
    v13 = v5.rearrange(BY_8).blend(v13, ODD_8);
    v5 = t;
    t = v6.blend(v14.rearrange(BY_8), ODD_8);
    v14 = v6.rearrange(BY_8).blend(v14, ODD_8);
    v6 = t;
    t = v7.blend(v15.rearrange(BY_8), ODD_8);
    v15 = v7.rearrange(BY_8).blend(v15, ODD_8);
    v7 = t;
    t = v0.blend(v4.rearrange(BY_4), ODD_4);
    v4 = v0.rearrange(BY_4).blend(v4, ODD_4);
    v0 = t;
    t = v1.blend(v5.rearrange(BY_4), ODD_4);
    v5 = v1.rearrange(BY_4).blend(v5, ODD_4);
    v1 = t;
    t = v2.blend(v6.rearrange(BY_4), ODD_4);
    v6 = v2.rearrange(BY_4).blend(v6, ODD_4);
    v2 = t;
    t = v3.blend(v7.rearrange(BY_4), ODD_4);
    v7 = v3.rearrange(BY_4).blend(v7, ODD_4);
    v3 = t;
    t = v8.blend(v12.rearrange(BY_4), ODD_4);
    v12 = v8.rearrange(BY_4).blend(v12, ODD_4);
    v8 = t;
    t = v9.blend(v13.rearrange(BY_4), ODD_4);
    v13 = v9.rearrange(BY_4).blend(v13, ODD_4);
    v9 = t;
    t = v10.blend(v14.rearrange(BY_4), ODD_4);
    v14 = v10.rearrange(BY_4).blend(v14, ODD_4);
    v10 = t;
    t = v11.blend(v15.rearrange(BY_4), ODD_4);
    v15 = v11.rearrange(BY_4).blend(v15, ODD_4);
    v11 = t;
    t = v0.blend(v2.rearrange(BY_2), ODD_2);
    v2 = v0.rearrange(BY_2).blend(v2, ODD_2);
    v0 = t;
    t = v1.blend(v3.rearrange(BY_2), ODD_2);
    v3 = v1.rearrange(BY_2).blend(v3, ODD_2);
    v1 = t;
    t = v4.blend(v6.rearrange(BY_2), ODD_2);
    v6 = v4.rearrange(BY_2).blend(v6, ODD_2);
    v4 = t;
    t = v5.blend(v7.rearrange(BY_2), ODD_2);
    v7 = v5.rearrange(BY_2).blend(v7, ODD_2);
    v5 = t;
    t = v8.blend(v10.rearrange(BY_2), ODD_2);
    v10 = v8.rearrange(BY_2).blend(v10, ODD_2);
    v8 = t;
    t = v9.blend(v11.rearrange(BY_2), ODD_2);
    v11 = v9.rearrange(BY_2).blend(v11, ODD_2);
    v9 = t;
    t = v12.blend(v14.rearrange(BY_2), ODD_2);
    v14 = v12.rearrange(BY_2).blend(v14, ODD_2);
    v12 = t;
    t = v13.blend(v15.rearrange(BY_2), ODD_2);
    v15 = v13.rearrange(BY_2).blend(v15, ODD_2);
    v13 = t;
    t = v0.blend(v1.rearrange(BY_1), ODD_1);
    v1 = v0.rearrange(BY_1).blend(v1, ODD_1);
    v0 = t;
    t = v2.blend(v3.rearrange(BY_1), ODD_1);
    v3 = v2.rearrange(BY_1).blend(v3, ODD_1);
    v2 = t;
    t = v4.blend(v5.rearrange(BY_1), ODD_1);
    v5 = v4.rearrange(BY_1).blend(v5, ODD_1);
    v4 = t;
    t = v6.blend(v7.rearrange(BY_1), ODD_1);
    v7 = v6.rearrange(BY_1).blend(v7, ODD_1);
    v6 = t;
    t = v8.blend(v9.rearrange(BY_1), ODD_1);
    v9 = v8.rearrange(BY_1).blend(v9, ODD_1);
    v8 = t;
    t = v10.blend(v11.rearrange(BY_1), ODD_1);
    v11 = v10.rearrange(BY_1).blend(v11, ODD_1);
    v10 = t;
    t = v12.blend(v13.rearrange(BY_1), ODD_1);
    v13 = v12.rearrange(BY_1).blend(v13, ODD_1);
    v12 = t;
    t = v14.blend(v15.rearrange(BY_1), ODD_1);
    v15 = v14.rearrange(BY_1).blend(v15, ODD_1);
    v14 = t;
    v0.intoMemorySegment(SEGMENT, out & ADDRESS_MASK, ORDER);
    v1.intoMemorySegment(SEGMENT, (out + row) & ADDRESS_MASK, ORDER);
    v2.intoMemorySegment(SEGMENT, (out + 2 * row) & ADDRESS_MASK, ORDER);
    v3.intoMemorySegment(SEGMENT, (out + 3 * row) & ADDRESS_MASK, ORDER);
    v4.intoMemorySegment(SEGMENT, (out + 4 * row) & ADDRESS_MASK, ORDER);
    v5.intoMemorySegment(SEGMENT, (out + 5 * row) & ADDRESS_MASK, ORDER);
    v6.intoMemorySegment(SEGMENT, (out + 6 * row) & ADDRESS_MASK, ORDER);
    v7.intoMemorySegment(SEGMENT, (out + 7 * row) & ADDRESS_MASK, ORDER);
    v8.intoMemorySegment(SEGMENT, (out + 8 * row) & ADDRESS_MASK, ORDER);
    v9.intoMemorySegment(SEGMENT, (out + 9 * row) & ADDRESS_MASK, ORDER);
    v10.intoMemorySegment(SEGMENT, (out + 10 * row) & ADDRESS_MASK, ORDER);
    v11.intoMemorySegment(SEGMENT, (out + 11 * row) & ADDRESS_MASK, ORDER);
    v12.intoMemorySegment(SEGMENT, (out + 12 * row) & ADDRESS_MASK, ORDER);
    v13.intoMemorySegment(SEGMENT, (out + 13 * row) & ADDRESS_MASK, ORDER);
    v14.intoMemorySegment(SEGMENT, (out + 14 * row) & ADDRESS_MASK, ORDER);
    v15.intoMemorySegment(SEGMENT, (out + 15 * row) & ADDRESS_MASK, ORDER);
  }

  private static void tile8(long in, long line, long out, long row) {
    FloatVector v0 = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, in & ADDRESS_MASK, ORDER);
    FloatVector v1 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + line) & ADDRESS_MASK, ORDER);
    FloatVector v2 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 2 * line) & ADDRESS_MASK, ORDER);
    FloatVector v3 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 3 * line) & ADDRESS_MASK, ORDER);
    FloatVector v4 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 4 * line) & ADDRESS_MASK, ORDER);
    FloatVector v5 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 5 * line) & ADDRESS_MASK, ORDER);
    FloatVector v6 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 6 * line) & ADDRESS_MASK, ORDER);
    FloatVector v7 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 7 * line) & ADDRESS_MASK, ORDER);
    FloatVector t;
    t = v0.blend(v4.rearrange(BY_4), ODD_4);
    v4 = v0.rearrange(BY_4).blend(v4, ODD_4);
    v0 = t;
    t = v1.blend(v5.rearrange(BY_4), ODD_4);
    v5 = v1.rearrange(BY_4).blend(v5, ODD_4);
    v1 = t;
    t = v2.blend(v6.rearrange(BY_4), ODD_4);
    v6 = v2.rearrange(BY_4).blend(v6, ODD_4);
    v2 = t;
    t = v3.blend(v7.rearrange(BY_4), ODD_4);
    v7 = v3.rearrange(BY_4).blend(v7, ODD_4);
    v3 = t;
    t = v0.blend(v2.rearrange(BY_2), ODD_2);
    v2 = v0.rearrange(BY_2).blend(v2, ODD_2);
    v0 = t;
    t = v1.blend(v3.rearrange(BY_2), ODD_2);
    v3 = v1.rearrange(BY_2).blend(v3, ODD_2);
    v1 = t;
    t = v4.blend(v6.rearrange(BY_2), ODD_2);
    v6 = v4.rearrange(BY_2).blend(v6, ODD_2);
    v4 = t;
    t = v5.blend(v7.rearrange(BY_2), ODD_2);
    v7 = v5.rearrange(BY_2).blend(v7, ODD_2);
    v5 = t;
    t = v0.blend(v1.rearrange(BY_1), ODD_1);
    v1 = v0.rearrange(BY_1).blend(v1, ODD_1);
    v0 = t;
    t = v2.blend(v3.rearrange(BY_1), ODD_1);
    v3 = v2.rearrange(BY_1).blend(v3, ODD_1);
    v2 = t;
    t = v4.blend(v5.rearrange(BY_1), ODD_1);
    v5 = v4.rearrange(BY_1).blend(v5, ODD_1);
    v4 = t;
    t = v6.blend(v7.rearrange(BY_1), ODD_1);
    v7 = v6.rearrange(BY_1).blend(v7, ODD_1);
    v6 = t;
    v0.intoMemorySegment(SEGMENT, out & ADDRESS_MASK, ORDER);
    v1.intoMemorySegment(SEGMENT, (out + row) & ADDRESS_MASK, ORDER);
    v2.intoMemorySegment(SEGMENT, (out + 2 * row) & ADDRESS_MASK, ORDER);
    v3.intoMemorySegment(SEGMENT, (out + 3 * row) & ADDRESS_MASK, ORDER);
    v4.intoMemorySegment(SEGMENT, (out + 4 * row) & ADDRESS_MASK, ORDER);
    v5.intoMemorySegment(SEGMENT, (out + 5 * row) & ADDRESS_MASK, ORDER);
    v6.intoMemorySegment(SEGMENT, (out + 6 * row) & ADDRESS_MASK, ORDER);
    v7.intoMemorySegment(SEGMENT, (out + 7 * row) & ADDRESS_MASK, ORDER);
  }

  private static void tile4(long in, long line, long out, long row) {
    FloatVector v0 = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, in & ADDRESS_MASK, ORDER);
    FloatVector v1 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + line) & ADDRESS_MASK, ORDER);
    FloatVector v2 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 2 * line) & ADDRESS_MASK, ORDER);
    FloatVector v3 =
        FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, (in + 3 * line) & ADDRESS_MASK, ORDER);
    FloatVector t;
    t = v0.blend(v2.rearrange(BY_2), ODD_2);
    v2 = v0.rearrange(BY_2).blend(v2, ODD_2);
    v0 = t;
    t = v1.blend(v3.rearrange(BY_2), ODD_2);
    v3 = v1.rearrange(BY_2).blend(v3, ODD_2);
    v1 = t;
    t = v0.blend(v1.rearrange(BY_1), ODD_1);
    v1 = v0.rearrange(BY_1).blend(v1, ODD_1);
    v0 = t;
    t = v2.blend(v3.rearrange(BY_1), ODD_1);
    v3 = v2.rearrange(BY_1).blend(v3, ODD_1);
    v2 = t;
    v0.intoMemorySegment(SEGMENT, out & ADDRESS_MASK, ORDER);
    v1.intoMemorySegment(SEGMENT, (out + row) & ADDRESS_MASK, ORDER);
    v2.intoMemorySegment(SEGMENT, (out + 2 * row) & ADDRESS_MASK, ORDER);
    v3.intoMemorySegment(SEGMENT, (out + 3 * row) & ADDRESS_MASK, ORDER);
  }

  /// Lane l comes from the lane whose number differs in the bit `by`.
  private static VectorShuffle<Float> exchange(int by) {
    return VectorShuffle.fromOp(Lanes.FLOAT, l -> (l ^ by) % LANES);
  }

  /// The lanes whose number has the bit `by`.
  private static VectorMask<Float> odd(int by) {
    boolean[] lanes = new boolean[LANES];
    for (int l = 0; l < LANES; l++) {
      lanes[l] = (l & by) != 0;
    }
    return VectorMask.fromArray(Lanes.FLOAT, lanes, 0);
  }
}
