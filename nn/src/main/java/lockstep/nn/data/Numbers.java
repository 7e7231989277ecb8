package lockstep.nn.data;

import lockstep.nn.tensor.Shape;

/// Floats with a shape: what a network takes.
public final class Numbers implements Item {

  private final Shape shape;
  private final float[] values;

  /// Takes the array as it is.
  ///
  /// @throws IllegalArgumentException if the shape has a batch or another count
  public Numbers(Shape shape, float... values) {
    if (shape.hasBatch() || shape.count() != values.length) {
      throw new IllegalArgumentException(
          "numbers: expected as many as a shape without batch has, got "
              + values.length
              + " for "
              + shape
              + ".");
    }
    this.shape = shape;
    this.values = values;
  }

  /// {@return the sizes, without a batch}
  public Shape shape() {
    return shape;
  }

  /// {@return the numbers themselves, row by row, not a copy}
  public float[] values() {
    return values;
  }

  @Override
  public String describe() {
    return "numbers " + shape;
  }
}
