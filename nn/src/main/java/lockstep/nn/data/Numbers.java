package lockstep.nn.data;

import lockstep.nn.tensor.Shape;

/// Floats with a shape: what a network takes. Of a sequence, whose first axis is time, they know
/// how many steps count; what fills it up follows.
public final class Numbers implements Item {

  private final Shape shape;
  private final float[] values;
  private final int length;

  /// All of which count. Takes the array as it is.
  ///
  /// @throws IllegalArgumentException if the shape has a batch or another count
  public Numbers(Shape shape, float... values) {
    this(shape, most(shape), values);
  }

  /// Takes the array as it is.
  ///
  /// @param length how many steps of the first axis count; padding follows
  /// @throws IllegalArgumentException if the shape has a batch or another count, or the length is
  ///   beyond it
  public Numbers(Shape shape, int length, float[] values) {
    if (shape.hasBatch() || shape.count() != values.length) {
      throw new IllegalArgumentException(
          "numbers: expected as many as a shape without batch has, got "
              + values.length
              + " for "
              + shape
              + ".");
    }
    if (length < 0 || length > most(shape)) {
      throw new IllegalArgumentException(
          "numbers: expected a length within 0 and " + most(shape) + ", got " + length + ".");
    }
    this.shape = shape;
    this.values = values;
    this.length = length;
  }

  private static int most(Shape shape) {
    return shape.rank() == 0 || shape.hasBatch() ? 1 : shape.size(0);
  }

  /// {@return others of the same shape, of which as many steps count}
  public Numbers with(float... others) {
    return new Numbers(shape, length, others);
  }

  /// {@return the sizes, without a batch}
  public Shape shape() {
    return shape;
  }

  /// {@return how many steps of the first axis count}
  public int length() {
    return length;
  }

  /// {@return how many of the numbers count: those of the steps that do}
  public int counted() {
    return length == most(shape) ? values.length : values.length / most(shape) * length;
  }

  /// {@return the numbers themselves, row by row, not a copy}
  public float[] values() {
    return values;
  }

  @Override
  public String describe() {
    return "numbers " + shape + (length == most(shape) ? "" : " of which " + length + " count");
  }
}
