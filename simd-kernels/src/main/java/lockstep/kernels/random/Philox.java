package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

/// Philox 4×32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw ("Parallel random
/// numbers: as easy as 1, 2, 3", 2011): the scalar specification.
///
/// A block cipher in spirit: ten rounds of two 32×32→64 multiplications turn a counter of four
/// words, under a key of two, into four words. There is no state, so any word can be had at once.
///
/// | cipher | holds |
/// |---|---|
/// | key 0, 1 | lower and upper half of the seed |
/// | counter 0, 1 | lower and upper half of the block's number, which is index / 4 |
/// | counter 2, 3 | lower and upper half of the stream |
/// | output word index mod 4 | the word at that index |
///
/// Different (seed, stream, block) are different inputs of the cipher: no two of the 2¹²⁸ streams
/// overlap.
public final class Philox {

  static final long MULTIPLIER_0 = 0xD251_1F53L;
  static final long MULTIPLIER_1 = 0xCD9E_8D57L;

  /// What a round adds to the key: the golden ratio and √3 − 1, as 32-bit fractions.
  static final int WEYL_0 = 0x9E37_79B9;

  static final int WEYL_1 = 0xBB67_AE85;

  static final int ROUNDS = 10;

  /// Words in a block.
  static final int BLOCK = 4;

  private static final long LOWER = 0xFFFF_FFFFL;

  private Philox() {}

  /// {@return the 32 random bits at `index`}
  public static int word(long seed, long stream, long index) {
    long block = index >>> 2;
    long c0 = block & LOWER;
    long c1 = block >>> 32;
    long c2 = stream & LOWER;
    long c3 = stream >>> 32;
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = c0 * MULTIPLIER_0;
      long p1 = c2 * MULTIPLIER_1;
      c0 = (p1 >>> 32) ^ c1 ^ (k0 & LOWER);
      c1 = p1 & LOWER;
      c2 = (p0 >>> 32) ^ c3 ^ (k1 & LOWER);
      c3 = p0 & LOWER;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    long pair = (index & 2) == 0 ? c0 | c1 << 32 : c2 | c3 << 32;
    return (int) (pair >>> (32 * (index & 1)));
  }

  /// Writes the words `from ≤ w < to` of one block to `out`, the first of them first.
  static void block(long seed, long stream, long block, int from, int to, long out) {
    long c0 = block & LOWER;
    long c1 = block >>> 32;
    long c2 = stream & LOWER;
    long c3 = stream >>> 32;
    int k0 = (int) seed;
    int k1 = (int) (seed >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = c0 * MULTIPLIER_0;
      long p1 = c2 * MULTIPLIER_1;
      c0 = (p1 >>> 32) ^ c1 ^ (k0 & LOWER);
      c1 = p1 & LOWER;
      c2 = (p0 >>> 32) ^ c3 ^ (k1 & LOWER);
      c3 = p0 & LOWER;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
    long low = c0 | c1 << 32;
    long high = c2 | c3 << 32;
    for (int w = from; w < to; w++) {
      long at = out + (long) (w - from) * Integer.BYTES;
      int word = (int) ((w < 2 ? low : high) >>> (32 * (w & 1)));
      SEGMENT.set(JAVA_INT_UNALIGNED, at & ADDRESS_MASK, word);
    }
  }

  /// Writes the words at `firstIndex` and the `count − 1` indexes that follow to `out`, as ints.
  static void words(long seed, long stream, long firstIndex, long out, int count) {
    long end = firstIndex + count;
    long at = out;
    for (long index = firstIndex, next; index < end; index = next) {
      next = Math.min(end, (index | (BLOCK - 1)) + 1);
      int within = (int) (index & (BLOCK - 1));
      block(seed, stream, index >>> 2, within, within + (int) (next - index), at);
      at += (next - index) * Integer.BYTES;
    }
  }
}
