package lockstep.kernels.recurrent;

/// The sizes of one step.
///
/// @param batch rows
/// @param hidden features of the state
public record StepShape(int batch, int hidden) {

  private static final int MOST_SHARES = 32;

  /// Elements of state below which a second thread gains nothing: each has several functions to
  /// compute.
  private static final int ONE_SHARE = 4_096;

  /// Checks the sizes.
  public StepShape {
    requireSize("batch", batch);
    requireSize("hidden", hidden);
  }

  static void requireSize(String name, int size) {
    if (size < 0) {
      throw new IllegalArgumentException(name + ": expected 0 or more, got " + size + ".");
    }
  }

  /// How many shares of rows there are.
  int shares() {
    return (long) batch * hidden < ONE_SHARE ? 1 : Math.min(MOST_SHARES, batch);
  }

  /// The first row of a share; of the share after the last, the number of rows.
  int first(int share) {
    return (int) ((long) batch * share / shares());
  }

  /// Where a row of `width` times the hidden size begins.
  long row(long address, int row, int width) {
    return address + (long) row * width * hidden * Float.BYTES;
  }
}
