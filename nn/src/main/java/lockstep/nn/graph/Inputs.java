package lockstep.nn.graph;

import java.util.List;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// The inputs of a node that is being made, and the complaints about them.
final class Inputs {

  private static final String SEE_DESCRIPTION = "The operation's description lists its inputs.";

  private final String where;
  private final List<Type> types;

  Inputs(String where, List<Type> types) {
    this.where = where;
    this.types = types;
  }

  int count() {
    return types.size();
  }

  Shape shape(int index) {
    return type(index).shape();
  }

  Type type(int index) {
    if (index >= types.size()) {
      throw error(
          "expected more inputs than " + types.size() + ", got " + types + ". " + SEE_DESCRIPTION);
    }
    return types.get(index);
  }

  ShapeException error(String message) {
    return new ShapeException(where + ": " + message);
  }

  /// Runs what may complain about sizes itself, such as a kernel's shape, and says where.
  <T> T fit(java.util.function.Supplier<T> shape) {
    try {
      return shape.get();
    } catch (ShapeException e) {
      throw e;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  void expect(boolean holds, String expectation, String remedy) {
    if (!holds) {
      throw error("expected " + expectation + ", got " + types + ". " + remedy);
    }
  }

  void expectCount(int count) {
    if (types.size() != count) {
      throw error(
          "expected "
              + count
              + (count == 1 ? " input" : " inputs")
              + ", got "
              + types
              + ". "
              + SEE_DESCRIPTION);
    }
  }

  void expectRank(int index, int rank, String what) {
    if (shape(index).rank() != rank) {
      throw error(
          "expected " + what + " as input " + index + ", got " + type(index) + ". Reshape it.");
    }
  }

  void expectShape(int index, Shape shape, String what) {
    if (!shape(index).equals(shape)) {
      throw error(
          "expected "
              + what
              + " of shape "
              + shape
              + " as input "
              + index
              + ", got "
              + type(index)
              + ". Make the two fit.");
    }
  }

  void expectInts(int index, String what) {
    expectType(index, DType.INT32, what);
  }

  void expectFloats(int index, String what) {
    expectType(index, DType.FLOAT32, what);
  }

  /// All inputs but that one are floats; −1 for no exception.
  void expectFloatsBut(int index) {
    for (int i = 0; i < types.size(); i++) {
      if (i != index) {
        expectFloats(i, "numbers");
      }
    }
  }

  void expectAxis(int index, int axis) {
    int rank = shape(index).rank();
    expect(
        axis >= 0 && axis < rank,
        "an axis from 0 to " + (rank - 1) + " instead of " + axis,
        "Count from the front.");
  }

  private void expectType(int index, DType dtype, String what) {
    if (type(index).dtype() != dtype) {
      throw error(
          "expected "
              + what
              + " as "
              + dtype
              + " as input "
              + index
              + ", got "
              + type(index).dtype()
              + ". Cast it.");
    }
  }
}
