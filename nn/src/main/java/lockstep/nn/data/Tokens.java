package lockstep.nn.data;

import lockstep.nn.tensor.Shape;

/// Integers with a shape: places in a vocabulary, or a class.
public final class Tokens implements Item {

  private final Shape shape;
  private final int[] values;
  private final int length;

  /// Takes the array as it is.
  ///
  /// @param length how many steps of the first axis count; padding follows
  /// @throws IllegalArgumentException if the shape has a batch or another count, or the length is
  ///   beyond it
  public Tokens(Shape shape, int length, int[] values) {
    if (shape.hasBatch() || shape.count() != values.length) {
      throw new IllegalArgumentException(
          "tokens: expected as many as a shape without batch has, got "
              + values.length
              + " for "
              + shape
              + ".");
    }
    int most = shape.rank() == 0 ? 1 : shape.size(0);
    if (length < 0 || length > most) {
      throw new IllegalArgumentException(
          "tokens: expected a length within 0 and " + most + ", got " + length + ".");
    }
    this.shape = shape;
    this.values = values;
    this.length = length;
  }

  /// {@return a sequence without padding}
  public static Tokens of(int... values) {
    return new Tokens(Shape.of(values.length), values.length, values);
  }

  /// {@return a single one, such as a class}
  public static Tokens one(int value) {
    return new Tokens(Shape.scalar(), 1, new int[] {value});
  }

  /// {@return the sizes, without a batch}
  public Shape shape() {
    return shape;
  }

  /// {@return how many steps of the first axis count}
  public int length() {
    return length;
  }

  /// {@return the integers themselves, row by row, not a copy}
  public int[] values() {
    return values;
  }

  @Override
  public String describe() {
    return "tokens " + shape;
  }
}
