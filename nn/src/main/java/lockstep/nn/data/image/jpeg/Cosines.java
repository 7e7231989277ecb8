package lockstep.nn.data.image.jpeg;

/// The inverse cosine transform of a block, in whole numbers: the same samples on every machine,
/// and those that most readers make.
///
/// Columns first, then rows, each by the scheme of Loeffler, Ligtenberg and Moschytz (1989) with
/// eleven products. Factors have 13 bits of fraction; between the passes 2 bits are kept.
final class Cosines {

  private static final int FRACTION = 13;
  private static final int KEPT = 2;

  private static final int COLUMN_SHIFT = FRACTION - KEPT;

  /// The two passes together make a block eight times too large.
  private static final int ROW_SHIFT = FRACTION + KEPT + 3;

  private static final int FLAT_SHIFT = KEPT + 3;
  private static final int FLAT_HALF = 1 << (FLAT_SHIFT - 1);

  private static final int F_0_298 = 2446;
  private static final int F_0_390 = 3196;
  private static final int F_0_541 = 4433;
  private static final int F_0_765 = 6270;
  private static final int F_0_899 = 7373;
  private static final int F_1_175 = 9633;
  private static final int F_1_501 = 12299;
  private static final int F_1_847 = 15137;
  private static final int F_1_961 = 16069;
  private static final int F_2_053 = 16819;
  private static final int F_2_562 = 20995;
  private static final int F_3_072 = 25172;

  private static final long IN_EACH_BYTE = 0x0101_0101_0101_0101L;

  /// Samples of the values that sums have in their lower ten bits: 128 is added, and what is beyond
  /// a byte becomes its end.
  private static final byte[] SAMPLES = samples();

  private static final int MASK = 1023;

  private Cosines() {}

  private static byte[] samples() {
    byte[] samples = new byte[MASK + 1];
    for (int i = 0; i < samples.length; i++) {
      int signed = i < samples.length / 2 ? i : i - samples.length;
      samples[i] = (byte) Math.clamp(signed + 128, 0, 255);
    }
    return samples;
  }

  /// Writes a block all of whose numbers but the first are zero.
  static void putFlat(int first, byte[] samples, int at, int stride) {
    long eight = eight(first << KEPT);
    int to = at;
    for (int row = 0; row < Component.SIDE; row++) {
      Bits.LONGS.set(samples, to, eight);
      to += stride;
    }
  }

  /// {@return a row of equal samples}
  private static long eight(int number) {
    return (SAMPLES[(number + FLAT_HALF) >> FLAT_SHIFT & MASK] & 0xff) * IN_EACH_BYTE;
  }

  /// Writes a block.
  ///
  /// @param block its numbers, row by row; they are overwritten
  /// @param at where the first sample goes
  /// @param stride from there to the sample below
  static void put(int[] block, byte[] samples, int at, int stride) {
    for (int i = 0; i < Component.SIDE; i++) {
      if (isFlat(block, i, Component.SIDE)) {
        int same = block[i] << KEPT;
        for (int to = i; to < Component.BLOCK; to += Component.SIDE) {
          block[to] = same;
        }
      } else {
        transform(block, i, Component.SIDE, COLUMN_SHIFT);
      }
    }
    int to = at;
    for (int i = 0; i < Component.BLOCK; i += Component.SIDE) {
      if (isFlat(block, i, 1)) {
        Bits.LONGS.set(samples, to, eight(block[i]));
      } else {
        transform(block, i, 1, ROW_SHIFT);
        for (int k = 0; k < Component.SIDE; k++) {
          samples[to + k] = SAMPLES[block[i + k] & MASK];
        }
      }
      to += stride;
    }
  }

  /// {@return whether all numbers of a row or column but the first are zero}
  private static boolean isFlat(int[] block, int at, int step) {
    return (block[at + step]
            | block[at + 2 * step]
            | block[at + 3 * step]
            | block[at + 4 * step]
            | block[at + 5 * step]
            | block[at + 6 * step]
            | block[at + 7 * step])
        == 0;
  }

  /// Transforms a row or a column in its place.
  ///
  /// In two halves: Java makes methods a part of their callers only where they are short.
  private static void transform(int[] block, int at, int step, int shift) {
    transformEven(block, at, step, 1 << (shift - 1));
    transformOdd(block, at, step, shift);
  }

  /// Puts the sums of the even numbers, which opposite results share, in the places of these.
  private static void transformEven(int[] block, int at, int step, int half) {
    int n0 = block[at];
    int n2 = block[at + 2 * step];
    int n4 = block[at + 4 * step];
    int n6 = block[at + 6 * step];
    int sum = ((n0 + n4) << FRACTION) + half;
    int difference = ((n0 - n4) << FRACTION) + half;
    int turned = (n2 + n6) * F_0_541;
    int high = turned - n6 * F_1_847;
    int low = turned + n2 * F_0_765;
    block[at] = sum + low;
    block[at + 2 * step] = difference + high;
    block[at + 4 * step] = difference - high;
    block[at + 6 * step] = sum - low;
  }

  /// Adds the sums of the odd numbers to those of the even ones, and takes them off.
  private static void transformOdd(int[] block, int at, int step, int shift) {
    int n1 = block[at + step];
    int n3 = block[at + 3 * step];
    int n5 = block[at + 5 * step];
    int n7 = block[at + 7 * step];
    int all = (n7 + n3 + n5 + n1) * F_1_175;
    int outer = (n7 + n1) * -F_0_899;
    int inner = (n5 + n3) * -F_2_562;
    int left = (n7 + n3) * -F_1_961 + all;
    int right = (n5 + n1) * -F_0_390 + all;
    int odd0 = n1 * F_1_501 + outer + right;
    int odd1 = n3 * F_3_072 + inner + left;
    int odd2 = n5 * F_2_053 + inner + right;
    int odd3 = n7 * F_0_298 + outer + left;
    int even0 = block[at];
    int even1 = block[at + 2 * step];
    int even2 = block[at + 4 * step];
    int even3 = block[at + 6 * step];
    block[at] = (even0 + odd0) >> shift;
    block[at + step] = (even1 + odd1) >> shift;
    block[at + 2 * step] = (even2 + odd2) >> shift;
    block[at + 3 * step] = (even3 + odd3) >> shift;
    block[at + 4 * step] = (even3 - odd3) >> shift;
    block[at + 5 * step] = (even2 - odd2) >> shift;
    block[at + 6 * step] = (even1 - odd1) >> shift;
    block[at + 7 * step] = (even0 - odd0) >> shift;
  }
}
