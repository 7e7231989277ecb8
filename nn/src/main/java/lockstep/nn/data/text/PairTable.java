package lockstep.nn.data.text;

import java.util.Arrays;

/// A number for pairs of numbers, by open addressing: what a byte-pair vocabulary asks for at every
/// pair of every text.
final class PairTable {

  static final int ABSENT = -1;

  private static final long FREE = -1;
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private final long[] keys;
  private final int[] values;
  private final int shift;

  PairTable(int most) {
    int bits = Math.max(4, Integer.SIZE - Integer.numberOfLeadingZeros(2 * most));
    keys = new long[1 << bits];
    values = new int[1 << bits];
    shift = Long.SIZE - bits;
    Arrays.fill(keys, FREE);
  }

  static long key(int left, int right) {
    return (long) left << 32 | right;
  }

  /// Says whether the pair was not there yet.
  boolean put(int left, int right, int value) {
    long key = key(left, right);
    int place = place(key);
    if (keys[place] == key) {
      return false;
    }
    keys[place] = key;
    values[place] = value;
    return true;
  }

  int get(int left, int right) {
    long key = key(left, right);
    int place = place(key);
    return keys[place] == key ? values[place] : ABSENT;
  }

  private int place(long key) {
    int place = (int) ((key * GOLDEN) >>> shift);
    while (keys[place] != FREE && keys[place] != key) {
      place = (place + 1) & (keys.length - 1);
    }
    return place;
  }
}
