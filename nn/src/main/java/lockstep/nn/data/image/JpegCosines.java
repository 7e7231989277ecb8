package lockstep.nn.data.image;

/// The inverse cosine transform of a block, in whole numbers: the same samples on every machine,
/// and those that most readers make.
///
/// Columns first, then rows, each by the scheme of Loeffler, Ligtenberg and Moschytz (1989) with
/// eleven products. Factors have 13 bits of fraction; between the passes 2 bits are kept.
final class JpegCosines {

  private static final int FRACTION = 13;
  private static final int KEPT = 2;

  private static final int COLUMN_SHIFT = FRACTION - KEPT;
  private static final int COLUMN_HALF = 1 << (COLUMN_SHIFT - 1);

  /// The two passes together make a block eight times too large.
  private static final int ROW_SHIFT = FRACTION + KEPT + 3;

  private static final int ROW_HALF = 1 << (ROW_SHIFT - 1);
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

  private final int[] half = new int[JpegComponent.BLOCK];

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
    for (int row = 0; row < JpegComponent.SIDE; row++) {
      JpegBits.LONGS.set(samples, to, eight);
      to += stride;
    }
  }

  /// {@return a row of equal samples}
  private static long eight(int number) {
    return (SAMPLES[(number + FLAT_HALF) >> FLAT_SHIFT & MASK] & 0xff) * IN_EACH_BYTE;
  }

  /// Writes a block.
  ///
  /// @param block its numbers, row by row
  /// @param at where the first sample goes
  /// @param stride from there to the sample below
  void put(int[] block, byte[] samples, int at, int stride) {
    int[] work = half;
    for (int i = 0; i < JpegComponent.SIDE; i++) {
      column(block, work, i);
    }
    int to = at;
    for (int i = 0; i < JpegComponent.BLOCK; i += JpegComponent.SIDE) {
      row(work, i, samples, to);
      to += stride;
    }
  }

  private static void column(int[] from, int[] to, int i) {
    int n1 = from[i + 8];
    int n2 = from[i + 16];
    int n3 = from[i + 24];
    int n4 = from[i + 32];
    int n5 = from[i + 40];
    int n6 = from[i + 48];
    int n7 = from[i + 56];
    if ((n1 | n2 | n3 | n4 | n5 | n6 | n7) == 0) {
      int same = from[i] << KEPT;
      to[i] = same;
      to[i + 8] = same;
      to[i + 16] = same;
      to[i + 24] = same;
      to[i + 32] = same;
      to[i + 40] = same;
      to[i + 48] = same;
      to[i + 56] = same;
      return;
    }
    int sum = (from[i] + n4 << FRACTION) + COLUMN_HALF;
    int difference = (from[i] - n4 << FRACTION) + COLUMN_HALF;
    int turned = (n2 + n6) * F_0_541;
    int high = turned - n6 * F_1_847;
    int low = turned + n2 * F_0_765;
    int even0 = sum + low;
    int even3 = sum - low;
    int even1 = difference + high;
    int even2 = difference - high;

    int all = (n7 + n3 + n5 + n1) * F_1_175;
    int outer = (n7 + n1) * -F_0_899;
    int inner = (n5 + n3) * -F_2_562;
    int left = (n7 + n3) * -F_1_961 + all;
    int right = (n5 + n1) * -F_0_390 + all;
    int odd0 = n1 * F_1_501 + outer + right;
    int odd1 = n3 * F_3_072 + inner + left;
    int odd2 = n5 * F_2_053 + inner + right;
    int odd3 = n7 * F_0_298 + outer + left;

    to[i] = even0 + odd0 >> COLUMN_SHIFT;
    to[i + 8] = even1 + odd1 >> COLUMN_SHIFT;
    to[i + 16] = even2 + odd2 >> COLUMN_SHIFT;
    to[i + 24] = even3 + odd3 >> COLUMN_SHIFT;
    to[i + 32] = even3 - odd3 >> COLUMN_SHIFT;
    to[i + 40] = even2 - odd2 >> COLUMN_SHIFT;
    to[i + 48] = even1 - odd1 >> COLUMN_SHIFT;
    to[i + 56] = even0 - odd0 >> COLUMN_SHIFT;
  }

  private static void row(int[] from, int i, byte[] to, int at) {
    int n1 = from[i + 1];
    int n2 = from[i + 2];
    int n3 = from[i + 3];
    int n4 = from[i + 4];
    int n5 = from[i + 5];
    int n6 = from[i + 6];
    int n7 = from[i + 7];
    if ((n1 | n2 | n3 | n4 | n5 | n6 | n7) == 0) {
      JpegBits.LONGS.set(to, at, eight(from[i]));
      return;
    }
    int sum = (from[i] + n4 << FRACTION) + ROW_HALF;
    int difference = (from[i] - n4 << FRACTION) + ROW_HALF;
    int turned = (n2 + n6) * F_0_541;
    int high = turned - n6 * F_1_847;
    int low = turned + n2 * F_0_765;
    int even0 = sum + low;
    int even3 = sum - low;
    int even1 = difference + high;
    int even2 = difference - high;

    int all = (n7 + n3 + n5 + n1) * F_1_175;
    int outer = (n7 + n1) * -F_0_899;
    int inner = (n5 + n3) * -F_2_562;
    int left = (n7 + n3) * -F_1_961 + all;
    int right = (n5 + n1) * -F_0_390 + all;
    int odd0 = n1 * F_1_501 + outer + right;
    int odd1 = n3 * F_3_072 + inner + left;
    int odd2 = n5 * F_2_053 + inner + right;
    int odd3 = n7 * F_0_298 + outer + left;

    to[at] = SAMPLES[even0 + odd0 >> ROW_SHIFT & MASK];
    to[at + 1] = SAMPLES[even1 + odd1 >> ROW_SHIFT & MASK];
    to[at + 2] = SAMPLES[even2 + odd2 >> ROW_SHIFT & MASK];
    to[at + 3] = SAMPLES[even3 + odd3 >> ROW_SHIFT & MASK];
    to[at + 4] = SAMPLES[even3 - odd3 >> ROW_SHIFT & MASK];
    to[at + 5] = SAMPLES[even2 - odd2 >> ROW_SHIFT & MASK];
    to[at + 6] = SAMPLES[even1 - odd1 >> ROW_SHIFT & MASK];
    to[at + 7] = SAMPLES[even0 - odd0 >> ROW_SHIFT & MASK];
  }
}
