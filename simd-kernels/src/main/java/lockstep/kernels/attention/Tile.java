package lockstep.kernels.attention;

/// A rectangle of sums with constant steps; see [Product] for the arguments.
interface Tile {

  /// The constants.
  ///
  /// @param fresh whether sums begin as zeros, and not as what C holds
  record Data(boolean fresh, long aRow, long aStep, long bStep) {

    /// {@return the data of a template itself, which computes nothing}
    static Data none() {
      return new Data(true, 0, 0, 0);
    }
  }

  /// Computes it.
  void run(long a, long b, int depth, long c, long cRow);
}
