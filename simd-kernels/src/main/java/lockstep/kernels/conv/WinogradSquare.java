package lockstep.kernels.conv;

/// The transforms of one square of [Winograd], vectors lying across channels.
///
/// A square has as many results a side as the first number in its name says, and a window as wide
/// as the second; it sees as many pixels, and has as many positions, as both less one.
sealed interface WinogradSquare permits WinogradSquare2x5, WinogradSquareOfWeights {

  /// The squares that spare most.
  ///
  /// @param window rows and columns of the window
  /// @param rows of an image of results; likewise `columns`
  static WinogradSquare of(int window, int rows, int columns) {
    return window == 3 ? WinogradSquareOfWeights.of(rows, columns) : new WinogradSquare2x5();
  }

  /// Those with the fewest weights.
  static WinogradSquare smallest(int window) {
    return window == 3 ? new WinogradSquare2x3() : new WinogradSquare2x5();
  }

  /// Rows and columns of results.
  int side();

  /// Rows and columns of the window.
  int window();

  /// With fewer channels the transforms cost more than is gained (`jmh/lab`, 15 and 21).
  int leastChannels();

  /// How many positions there are, or pixels.
  default int positions() {
    int pixels = side() + window() - 1;
    return pixels * pixels;
  }

  /// How many multiplications an image of results takes for each pair of channels.
  default long multiplications(int rows, int columns) {
    return (long) Math.ceilDiv(rows, side()) * Math.ceilDiv(columns, side()) * positions();
  }

  /// Where the transformed weights of a block of channels are.
  default long block(long packed, int depth, int channel) {
    return packed + (long) channel * depth * positions() * Float.BYTES;
  }

  /// Transforms the pixels from row y and column x on, zeros where the image has none, but for what
  /// [#endPixels] does.
  ///
  /// @param pixel bytes from one pixel to the next
  /// @param bytes how many of each to take
  /// @param to where position 0 goes; the others follow, `step` bytes apart
  void pixels(
      long image, int y, int x, int height, int width, long pixel, long bytes, long to, long step);

  /// Ends what [#pixels] began, for many squares side by side.
  ///
  /// @param bytes that all of them have at a position
  void endPixels(long to, long step, long bytes);

  /// Transforms `bytes` of each of a window's weights.
  ///
  /// @param tap bytes from one of them to the next
  void weights(long from, long tap, long bytes, long to, long step);

  /// Begins what [#results] ends, for many squares side by side.
  ///
  /// @param bytes that all of them have at a position
  void beginResults(long sums, long step, long bytes);

  /// Transforms the sums of all positions, `step` bytes apart, into results, after [#beginResults].
  /// The sums are lost.
  ///
  /// @param bytes how many of each to take
  /// @param at where the first result goes
  /// @param pixel bytes from one result to the next; likewise `row`
  /// @param rows how many rows of them there are; likewise `columns`
  /// @param outside where those go that are beyond
  void results(
      long sums,
      long step,
      long bytes,
      long at,
      long pixel,
      long row,
      int rows,
      int columns,
      long outside);
}
