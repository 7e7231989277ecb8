package lockstep.nn.run.reference;

import java.util.Arrays;
import lockstep.nn.tensor.Shape;

/// Numbers in double with a shape, integers too.
///
/// @param shape the sizes, without a batch
/// @param values row by row; shared, not copied
@SuppressWarnings("ArrayRecordComponent") // shared with whoever changes it: that is its purpose
public record Doubles(Shape shape, double[] values) {

  /// {@return zeros}
  public static Doubles zeros(Shape shape) {
    return new Doubles(shape, new double[Math.toIntExact(shape.count())]);
  }

  /// {@return the same number everywhere}
  public static Doubles same(double value, Shape shape) {
    Doubles all = zeros(shape);
    Arrays.fill(all.values, value);
    return all;
  }

  double get(int index) {
    return values[index];
  }

  int integer(int index) {
    return (int) values[index];
  }

  int count() {
    return values.length;
  }
}
