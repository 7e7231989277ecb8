package lockstep.kernels.move;

/// What padding is made of.
public enum PadMode {
  /// One value.
  CONSTANT,
  /// The tensor mirrored at its first and last element, which are not repeated: `c b | a b c | b
  /// a`.
  REFLECT,
  /// The first and the last element: `a a | a b c | c c`.
  EDGE;

  /// {@return the element that padding at `index` repeats, −1 for the value}
  int source(int index, int size) {
    if (index >= 0 && index < size) {
      return index;
    }
    return switch (this) {
      case CONSTANT -> -1;
      case REFLECT -> index < 0 ? -index : 2 * (size - 1) - index;
      case EDGE -> index < 0 ? 0 : size - 1;
    };
  }
}
