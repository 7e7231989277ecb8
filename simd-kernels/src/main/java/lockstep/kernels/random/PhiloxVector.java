package lockstep.kernels.random;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.random.Philox.BLOCK;
import static lockstep.kernels.random.Philox.MULTIPLIER_0;
import static lockstep.kernels.random.Philox.MULTIPLIER_1;
import static lockstep.kernels.random.Philox.ROUNDS;
import static lockstep.kernels.random.Philox.WEYL_0;
import static lockstep.kernels.random.Philox.WEYL_1;

import java.nio.ByteOrder;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import lockstep.kernels.Lanes;

/// The words of {@link Philox}, many blocks at a time, written in the order of their index.
///
/// A lane of 64 bits holds half a block: `a` words 0 (upper) and 1 (lower), `b` words 2 and 3. A
/// round is then, for each half and without any masking,
///
/// ```
/// a' = (b >>> 32) · m1 ^ (a << 32) ^ key0 << 32
/// b' = (a >>> 32) · m0 ^ (b << 32) ^ key1 << 32
/// ```
///
/// where the products of 32-bit numbers are whole in 64 bits.
public final class PhiloxVector {

  private static final VectorSpecies<Long> LONG = Lanes.FLOAT.withLanes(long.class);
  private static final VectorSpecies<Integer> INT = Lanes.FLOAT.withLanes(int.class);
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /// Blocks of one pair of vectors, and bytes of one vector.
  private static final int LANES = LONG.length();

  private static final int BYTES = LONG.vectorByteSize();

  /// Blocks of an iteration, which has two pairs of vectors: one alone waits for its own
  /// multiplications, and three leave a longer scalar tail.
  private static final int GROUP = 2 * LANES;

  /// Which block a lane works on, so that a swap of neighbours and a blend put halves in order: 0,
  /// n/2, 1, n/2 + 1 and so on.
  private static final LongVector BLOCKS = blocks();

  /// Words from (1, 0) to (0, 1): the order of a half in memory.
  private static final VectorShuffle<Integer> HALVES = VectorShuffle.fromOp(INT, i -> i ^ 1);

  /// The same, and each half in the place of its neighbour's.
  private static final VectorShuffle<Integer> SWAPPED = VectorShuffle.fromOp(INT, i -> i ^ 3);

  /// The second half of every block.
  private static final VectorMask<Integer> SECOND =
      VectorMask.fromLong(INT, 0xCCCC_CCCC_CCCC_CCCCL >>> (64 - INT.length()));

  /// Words that kernels make at a time before they turn them into numbers: few enough to stay in
  /// the first-level cache, enough to hide the call.
  private static final int CHUNK = 1024;

  private PhiloxVector() {}

  private static LongVector blocks() {
    long[] blocks = new long[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      blocks[lane] = lane / 2 + lane % 2 * (LANES / 2L);
    }
    return LongVector.fromArray(LONG, blocks, 0);
  }

  /// How many of the `left` words from `index` on to make at a time: chunks end at round indexes,
  /// where none needs the scalar tail.
  static int chunk(long index, int left) {
    return Math.min(left, CHUNK - (int) (index & (CHUNK - 1)));
  }

  /// Writes the words at `firstIndex` and the `count − 1` indexes that follow to `out`, as ints.
  public static void words(long seed, long stream, long firstIndex, long out, int count) {
    long index = firstIndex;
    long end = firstIndex + count;
    long at = out;
    int within = (int) (index & (BLOCK - 1));
    if (within != 0 && count > 0) {
      int to = (int) Math.min(BLOCK, within + (end - index));
      Philox.block(seed, stream, index >>> 2, within, to, at);
      index += to - within;
      at += (long) (to - within) * Integer.BYTES;
    }
    while (index < end) {
      long block = index >>> 2;
      // The vector form takes the upper half of a block's number for the same in all blocks.
      long toCarry = (1L << 32) - (block & 0xFFFF_FFFFL);
      int groups = (int) (Math.min((end - index) / BLOCK, toCarry) / GROUP);
      if (groups > 0) {
        groups(seed, stream, block, at, groups);
        index += (long) groups * GROUP * BLOCK;
        at += (long) groups * GROUP * BLOCK * Integer.BYTES;
      } else {
        int to = (int) Math.min(BLOCK, end - index);
        Philox.block(seed, stream, block, 0, to, at);
        index += to;
        at += (long) to * Integer.BYTES;
      }
    }
  }

  // No calls but of the Vector API in the loop: past its limit of nodes C2 inlines nothing else,
  // and every vector handed to a method is then allocated.
  private static void groups(long seed, long stream, long block, long out, int groups) {
    // C2 takes one multiplication instruction, not three, where it sees both upper halves cleared;
    // of a plain constant it does not see that.
    var m0 = LongVector.broadcast(LONG, MULTIPLIER_0 << 32).lanewise(LSHR, 32);
    var m1 = LongVector.broadcast(LONG, MULTIPLIER_1 << 32).lanewise(LSHR, 32);
    long key0 = seed << 32;
    long key1 = (seed >>> 32) << 32;
    long weyl0 = (long) WEYL_0 << 32;
    long weyl1 = (long) WEYL_1 << 32;

    // All blocks differ in the lower half of their number only, so half of round 0 and a quarter of
    // round 1 are the same for all.
    long b0 = stream << 32 | stream >>> 32;
    long a1 = (b0 >>> 32) * MULTIPLIER_1 ^ (block >>> 32) << 32 ^ key0;
    long toB1 = b0 << 32 ^ key1;
    long toA2 = a1 << 32 ^ (key0 + weyl0);
    long toB2 = (a1 >>> 32) * MULTIPLIER_0 ^ (key1 + weyl1);

    var number = BLOCKS.add(block);
    long at = out;
    for (int g = 0; g < groups; g++) {
      var b = number.lanewise(AND, 0xFFFF_FFFFL).mul(m0).lanewise(XOR, toB1);
      var d = number.add(LANES).lanewise(AND, 0xFFFF_FFFFL).mul(m0).lanewise(XOR, toB1);
      var a = b.lanewise(LSHR, 32).mul(m1).lanewise(XOR, toA2);
      var c = d.lanewise(LSHR, 32).mul(m1).lanewise(XOR, toA2);
      b = b.lanewise(LSHL, 32).lanewise(XOR, toB2);
      d = d.lanewise(LSHL, 32).lanewise(XOR, toB2);
      var k0 = LongVector.broadcast(LONG, key0 + 2 * weyl0);
      var k1 = LongVector.broadcast(LONG, key1 + 2 * weyl1);
      for (int round = 2; round < ROUNDS; round++) {
        var p = b.lanewise(LSHR, 32).mul(m1).lanewise(XOR, a.lanewise(LSHL, 32).lanewise(XOR, k0));
        b = a.lanewise(LSHR, 32).mul(m0).lanewise(XOR, b.lanewise(LSHL, 32).lanewise(XOR, k1));
        a = p;
        var q = d.lanewise(LSHR, 32).mul(m1).lanewise(XOR, c.lanewise(LSHL, 32).lanewise(XOR, k0));
        d = c.lanewise(LSHR, 32).mul(m0).lanewise(XOR, d.lanewise(LSHL, 32).lanewise(XOR, k1));
        c = q;
        k0 = k0.add(weyl0);
        k1 = k1.add(weyl1);
      }
      var first = a.reinterpretAsInts();
      var second = b.reinterpretAsInts();
      first
          .rearrange(HALVES)
          .blend(second.rearrange(SWAPPED), SECOND)
          .intoMemorySegment(SEGMENT, at & ADDRESS_MASK, ORDER);
      first
          .rearrange(SWAPPED)
          .blend(second.rearrange(HALVES), SECOND)
          .intoMemorySegment(SEGMENT, (at + BYTES) & ADDRESS_MASK, ORDER);
      first = c.reinterpretAsInts();
      second = d.reinterpretAsInts();
      first
          .rearrange(HALVES)
          .blend(second.rearrange(SWAPPED), SECOND)
          .intoMemorySegment(SEGMENT, (at + 2L * BYTES) & ADDRESS_MASK, ORDER);
      first
          .rearrange(SWAPPED)
          .blend(second.rearrange(HALVES), SECOND)
          .intoMemorySegment(SEGMENT, (at + 3L * BYTES) & ADDRESS_MASK, ORDER);
      number = number.add(GROUP);
      at += 4L * BYTES;
    }
  }
}
