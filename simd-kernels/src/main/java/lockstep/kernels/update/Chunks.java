package lockstep.kernels.update;

/// A tensor cut into shares of whole chunks, by its size alone.
///
/// @param count its elements
record Chunks(int count) {

  /// Elements of a chunk: below it a second thread gains nothing.
  static final int CHUNK = 16_384;

  private static final int MOST_SHARES = 32;

  Chunks {
    if (count < 0) {
      throw new IllegalArgumentException("count: expected 0 or more elements, got " + count + ".");
    }
  }

  /// How many chunks there are.
  int chunks() {
    return (int) (((long) count + CHUNK - 1) / CHUNK);
  }

  /// How many shares there are.
  int shares() {
    return Math.min(MOST_SHARES, chunks());
  }

  /// The first element of a share; of the share after the last, where the tensor ends.
  int first(int share) {
    return (int) Math.min(count, (long) chunks() * share / Math.max(1, shares()) * CHUNK);
  }
}
