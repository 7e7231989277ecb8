package lockstep.nn.layer;

/// How many zeros, or pixels that do not count, surround an image.
public sealed interface Padding {

  /// None: windows stay inside the image.
  record Valid() implements Padding {}

  /// As many as make the result `⌈size / stride⌉` rows and columns; an odd one comes last.
  record Same() implements Padding {}

  /// So many on each side.
  record Each(int amount) implements Padding {
    /// Checks that it is not negative.
    public Each {
      Require.atLeast("Padding.amount", 0, amount);
    }
  }

  /// The padding at both ends of one axis.
  record Ends(int before, int after) {}

  /// {@return the padding of an axis}
  ///
  /// @param size elements of the axis
  /// @param extent elements from the first tap of a window to its last
  /// @param stride elements from one window to the next
  default Ends along(int size, int extent, int stride) {
    return switch (this) {
      case Valid _ -> new Ends(0, 0);
      case Each(var amount) -> new Ends(amount, amount);
      case Same _ -> {
        int windows = (size + stride - 1) / stride;
        int all = Math.max(0, (windows - 1) * stride + extent - size);
        yield new Ends(all / 2, all - all / 2);
      }
    };
  }
}
