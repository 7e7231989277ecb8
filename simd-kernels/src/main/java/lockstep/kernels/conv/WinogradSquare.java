package lockstep.kernels.conv;

/// The transforms of one square of [Winograd], vectors lying across channels.
///
/// A square has 2 × 2 results; it sees as many pixels, and has as many positions, as a window one
/// wider than its own.
sealed interface WinogradSquare permits WinogradSquare3x3, WinogradSquare5x5 {

  /// Rows and columns of results.
  int SIDE = 2;

  /// The squares of a convolution with windows of one size.
  static WinogradSquare of(int window) {
    return window == 3 ? new WinogradSquare3x3() : new WinogradSquare5x5();
  }

  /// Rows and columns of the window.
  int window();

  /// How many positions there are, or pixels.
  default int positions() {
    return (window() + 1) * (window() + 1);
  }

  /// Where the transformed weights of a block of channels are.
  default long block(long packed, int depth, int channel) {
    return packed + (long) channel * depth * positions() * Float.BYTES;
  }

  /// Transforms the pixels from row y and column x on, zeros where the image has none.
  ///
  /// @param pixel bytes from one pixel to the next
  /// @param bytes how many of each to take
  /// @param to where position 0 goes; the others follow, `step` bytes apart
  void pixels(
      long image, int y, int x, int height, int width, long pixel, long bytes, long to, long step);

  /// Transforms `bytes` of each of a window's weights.
  ///
  /// @param tap bytes from one of them to the next
  void weights(long from, long tap, long bytes, long to, long step);

  /// Transforms the sums of all positions, `step` bytes apart, into four results. The sums are
  /// lost.
  void results(long sums, long step, int channels, long y00, long y01, long y10, long y11);

  /// Transforms gradients of results, as [#results] does the other way.
  void resultGradients(long d00, long d01, long d10, long d11, long bytes, long to, long step);

  /// Transforms the sums of transformed pixels by transformed gradients of results into the
  /// gradients of a window. The sums are lost.
  ///
  /// @param tap bytes from one of its weights to the next
  void windowGradient(long sums, long step, long bytes, long to, long tap);
}
