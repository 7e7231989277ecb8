package lockstep.kernels.softmax;

/// The shape of a cross-entropy with labels, and what its labels mean.
///
/// @param rows how many rows, each with one label
/// @param columns how many classes
/// @param smoothing how much of the target is spread evenly over all classes, from 0 to 1
/// @param ignoredLabel the label of rows that do not count; any number that is no class, such as
///   {@link #NONE_IGNORED}, or a class
public record CrossEntropyShape(int rows, int columns, float smoothing, int ignoredLabel) {

  /// A label that no row is meant to have.
  public static final int NONE_IGNORED = Integer.MIN_VALUE;

  /// Checks that sizes are not negative and the smoothing is a part.
  public CrossEntropyShape {
    requireSize("rows", rows);
    requireSize("columns", columns);
    if (!(smoothing >= 0 && smoothing <= 1)) {
      throw new IllegalArgumentException(
          "smoothing: expected 0 to 1, got " + smoothing + ". Leave it at 0 for plain labels.");
    }
  }

  /// {@return the shape without smoothing, in which every row counts}
  public static CrossEntropyShape plain(int rows, int columns) {
    return new CrossEntropyShape(rows, columns, 0, NONE_IGNORED);
  }

  /// What of the target stays with the label.
  float kept() {
    return 1 - smoothing;
  }

  /// What of the target each class gets.
  float spread() {
    return smoothing / Math.max(1, columns);
  }

  private static void requireSize(String name, int size) {
    if (size < 0) {
      throw new IllegalArgumentException(name + ": expected 0 or more, got " + size + ".");
    }
  }
}
