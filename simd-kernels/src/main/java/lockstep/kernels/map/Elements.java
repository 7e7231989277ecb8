package lockstep.kernels.map;

/// How the elements of a map are split into shares: by a fixed size, whatever the threads.
final class Elements {

  /// Elements of a share: some microseconds of work, and all of its memory in L2.
  static final int SHARE = 1 << 14;

  private Elements() {}

  static long require(long count) {
    if (count < 0 || count > (long) Integer.MAX_VALUE * SHARE) {
      throw new IllegalArgumentException(
          "count: expected 0 or more elements, fewer than 2⁴⁵, got " + count + ".");
    }
    return count;
  }

  static int shares(long count) {
    return (int) ((count + SHARE - 1) / SHARE);
  }

  /// Elements in share number `share`.
  static int in(int share, long count) {
    return (int) Math.min(SHARE, count - (long) share * SHARE);
  }

  /// Bytes before share number `share`.
  static long before(int share, int bytesOfElement) {
    return (long) share * SHARE * bytesOfElement;
  }
}
