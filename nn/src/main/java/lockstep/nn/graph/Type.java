package lockstep.nn.graph;

import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// What is known of a value before it is computed.
///
/// @param dtype the kind of its elements
/// @param shape its sizes
/// @param isPrivate whether its numbers mean something only to the gradient of the operation that
///   made them, so that two executors need not agree on them
public record Type(DType dtype, Shape shape, boolean isPrivate) {

  /// {@return floats of that shape}
  public static Type floats(Shape shape) {
    return new Type(DType.FLOAT32, shape, false);
  }

  /// {@return integers of that shape}
  public static Type ints(Shape shape) {
    return new Type(DType.INT32, shape, false);
  }

  /// {@return memory of that many elements in which an operation leaves what its gradient needs}
  public static Type saved(Shape shape) {
    return new Type(DType.FLOAT32, shape, true);
  }

  @Override
  public String toString() {
    return (dtype == DType.INT32 ? "int" : "") + shape;
  }
}
