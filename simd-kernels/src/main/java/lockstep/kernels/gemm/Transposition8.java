package lockstep.kernels.gemm;

import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.Lanes.FLOAT;

import java.nio.ByteOrder;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import lockstep.kernels.Lanes;

/// The transpose of a square of eight by eight floats, in registers of eight lanes: three rounds,
/// in each of which every vector exchanges every other group of 4, 2, then 1 of its elements with
/// the vector as far away.
final class Transposition8 {

  /// The side of the square.
  static final int SIZE = 8;

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  // Lanes whose place has the bit, and each lane's partner.
  private static final VectorMask<Float> ODD_4 = odd(4);
  private static final VectorMask<Float> ODD_2 = odd(2);
  private static final VectorMask<Float> ODD_1 = odd(1);
  private static final VectorShuffle<Float> SWAP_4 = swap(4);
  private static final VectorShuffle<Float> SWAP_2 = swap(2);
  private static final VectorShuffle<Float> SWAP_1 = swap(1);

  private Transposition8() {}

  /// Writes the transpose of `lines` lines of 8 floats, which lie `fromLine` and `toLine` bytes
  /// apart. It writes 8 columns; those without a line hold anything.
  static void run(long from, long fromLine, int lines, long to, long toLine) {
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
    var b0 = a0.blend(a4.rearrange(SWAP_4), ODD_4);
    var b4 = a0.rearrange(SWAP_4).blend(a4, ODD_4);
    var b1 = a1.blend(a5.rearrange(SWAP_4), ODD_4);
    var b5 = a1.rearrange(SWAP_4).blend(a5, ODD_4);
    var b2 = a2.blend(a6.rearrange(SWAP_4), ODD_4);
    var b6 = a2.rearrange(SWAP_4).blend(a6, ODD_4);
    var b3 = a3.blend(a7.rearrange(SWAP_4), ODD_4);
    var b7 = a3.rearrange(SWAP_4).blend(a7, ODD_4);
    var c0 = b0.blend(b2.rearrange(SWAP_2), ODD_2);
    var c2 = b0.rearrange(SWAP_2).blend(b2, ODD_2);
    var c1 = b1.blend(b3.rearrange(SWAP_2), ODD_2);
    var c3 = b1.rearrange(SWAP_2).blend(b3, ODD_2);
    var c4 = b4.blend(b6.rearrange(SWAP_2), ODD_2);
    var c6 = b4.rearrange(SWAP_2).blend(b6, ODD_2);
    var c5 = b5.blend(b7.rearrange(SWAP_2), ODD_2);
    var c7 = b5.rearrange(SWAP_2).blend(b7, ODD_2);
    var d0 = c0.blend(c1.rearrange(SWAP_1), ODD_1);
    var d1 = c0.rearrange(SWAP_1).blend(c1, ODD_1);
    var d2 = c2.blend(c3.rearrange(SWAP_1), ODD_1);
    var d3 = c2.rearrange(SWAP_1).blend(c3, ODD_1);
    var d4 = c4.blend(c5.rearrange(SWAP_1), ODD_1);
    var d5 = c4.rearrange(SWAP_1).blend(c5, ODD_1);
    var d6 = c6.blend(c7.rearrange(SWAP_1), ODD_1);
    var d7 = c6.rearrange(SWAP_1).blend(c7, ODD_1);
    d0.intoMemorySegment(SEGMENT, (to + 0 * toLine) & ADDRESS_MASK, ORDER);
    d1.intoMemorySegment(SEGMENT, (to + 1 * toLine) & ADDRESS_MASK, ORDER);
    d2.intoMemorySegment(SEGMENT, (to + 2 * toLine) & ADDRESS_MASK, ORDER);
    d3.intoMemorySegment(SEGMENT, (to + 3 * toLine) & ADDRESS_MASK, ORDER);
    d4.intoMemorySegment(SEGMENT, (to + 4 * toLine) & ADDRESS_MASK, ORDER);
    d5.intoMemorySegment(SEGMENT, (to + 5 * toLine) & ADDRESS_MASK, ORDER);
    d6.intoMemorySegment(SEGMENT, (to + 6 * toLine) & ADDRESS_MASK, ORDER);
    d7.intoMemorySegment(SEGMENT, (to + 7 * toLine) & ADDRESS_MASK, ORDER);
  }

  private static VectorMask<Float> odd(int bit) {
    long lanes = 0;
    for (int l = 0; l < Lanes.COUNT; l++) {
      lanes |= (l & bit) == 0 ? 0 : 1L << l;
    }
    return VectorMask.fromLong(FLOAT, lanes);
  }

  private static VectorShuffle<Float> swap(int bit) {
    return VectorShuffle.fromOp(FLOAT, l -> (l ^ bit) % Lanes.COUNT);
  }
}
