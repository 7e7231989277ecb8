package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

/// Random permutations, all equally likely: Fisher–Yates from the front, where step `i` swaps
/// element `i` with element `j`, `0 ≤ j ≤ i`.
///
/// The `j` are unbiased by multiplication and rejection (Lemire, "Fast random integer generation in
/// an interval", 2019). Step `i` draws from word `i`; its `r`-th redraw from word `i + r·2³²`, so
/// that a rejection, rarer than once in 2³² / n, moves no other step's word.
public final class Permutation {

  private static final long LOWER = 0xFFFF_FFFFL;

  private Permutation() {}

  /// Writes a permutation of the numbers 0 to `n − 1`, as ints.
  public static void fill(long seed, long stream, long out, int n) {
    for (int done = 0, count; done < n; done += count) {
      count = PhiloxVector.chunk(done, n - done);
      PhiloxVector.words(seed, stream, done, out + (long) done * Integer.BYTES, count);
      insert(seed, stream, out, done, count);
    }
  }

  /// Steps `first` and on: the word at `i` has been drawn when `i`, which is the number there
  /// before the swap, takes its place.
  private static void insert(long seed, long stream, long out, int first, int count) {
    for (int i = first; i < first + count; i++) {
      long here = (out + (long) i * Integer.BYTES) & ADDRESS_MASK;
      int word = SEGMENT.get(JAVA_INT_UNALIGNED, here);
      long j = bounded(seed, stream, i, word, i + 1);
      long there = (out + j * Integer.BYTES) & ADDRESS_MASK;
      if (j < i) {
        SEGMENT.set(JAVA_INT_UNALIGNED, here, SEGMENT.get(JAVA_INT_UNALIGNED, there));
      }
      SEGMENT.set(JAVA_INT_UNALIGNED, there, i);
    }
  }

  /// Shuffles `items`: by the permutation that {@link #fill} writes, `items[k]` becomes what
  /// `items[permutation[k]]` was.
  public static void shuffle(long seed, long stream, int[] items) {
    for (int i = 0; i < items.length; i++) {
      int j = bounded(seed, stream, i, Philox.word(seed, stream, i), i + 1);
      int item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
  }

  /// A number in [0, bound), all equally likely, from `word` or, where that is rejected, from one
  /// drawn in its place.
  static int bounded(long seed, long stream, int index, int word, int bound) {
    long product = (word & LOWER) * bound;
    if ((product & LOWER) < bound) {
      long rejected = (1L << 32) % bound;
      for (long redraw = 1; (product & LOWER) < rejected; redraw++) {
        product = (Philox.word(seed, stream, index + (redraw << 32)) & LOWER) * bound;
      }
    }
    return (int) (product >>> 32);
  }
}
