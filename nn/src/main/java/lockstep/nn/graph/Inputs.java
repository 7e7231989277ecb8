package lockstep.nn.graph;

import java.util.List;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// The inputs of a node that is being made, and the complaints about them.
final class Inputs {

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
    return types.get(index).shape();
  }

  Type type(int index) {
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
      throw error("expected " + count + " inputs, got " + types.size() + ".");
    }
  }

  void expectRank(int index, int rank, String what) {
    if (shape(index).rank() != rank) {
      throw error("expected " + what + ", got " + type(index) + ". Reshape it.");
    }
  }

  void expectShape(int index, Shape shape, String what) {
    if (!shape(index).equals(shape)) {
      throw error("expected " + what + " of shape " + shape + ", got " + type(index) + ".");
    }
  }

  void expectInts(int index, String what) {
    expectType(index, DType.INT32, what);
  }

  void expectFloats(int index, String what) {
    expectType(index, DType.FLOAT32, what);
  }

  private void expectType(int index, DType dtype, String what) {
    if (types.get(index).dtype() != dtype) {
      throw error(
          "expected " + what + " as " + dtype + ", got " + types.get(index).dtype() + ". Cast it.");
    }
  }
}
