package lockstep.kernels.conv;

/// A square that the gradient of the weights goes by, too: those of 3 × 3 windows.
///
/// With a 5 × 5 window LeNet's losses under Adam left PyTorch's by 0.8 % after 100 steps
/// (`jmh/lab`, 21).
sealed interface WinogradSquareOfWeights extends WinogradSquare
    permits WinogradSquare2x3, WinogradSquare4x3 {

  /// Of the multiplications of small squares, large ones are to take no more than this.
  double MOST_OF_SMALL = 0.8;

  /// The squares that spare most: large ones, if they do not reach too far beyond the last row and
  /// column (`jmh/lab`, 21).
  ///
  /// @param rows of an image of results; likewise `columns`
  static WinogradSquareOfWeights of(int rows, int columns) {
    var small = new WinogradSquare2x3();
    var large = new WinogradSquare4x3();
    return large.multiplications(rows, columns)
            <= MOST_OF_SMALL * small.multiplications(rows, columns)
        ? large
        : small;
  }

  /// Transforms gradients of results, as [WinogradSquare#results] does the other way, but for what
  /// [#endResultGradients] does; those beyond are zeros.
  void resultGradients(
      long at, long pixel, long row, int rows, int columns, long bytes, long to, long step);

  /// Ends what [#resultGradients] began, for many squares side by side.
  ///
  /// @param bytes that all of them have at a position
  void endResultGradients(long to, long step, long bytes);

  /// Transforms the sums of transformed pixels by transformed gradients of results into the
  /// gradients of a window. The sums are lost.
  ///
  /// @param tap bytes from one of its weights to the next
  void windowGradient(long sums, long step, long bytes, long to, long tap);
}
