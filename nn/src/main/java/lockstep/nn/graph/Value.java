package lockstep.nn.graph;

import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// One of the values that a node makes.
///
/// @param node who makes it
/// @param output which of its outputs it is
public record Value(Node node, int output) {

  /// {@return what is known of it}
  public Type type() {
    return node.outputs().get(output);
  }

  /// {@return its sizes}
  public Shape shape() {
    return type().shape();
  }

  /// {@return the kind of its elements}
  public DType dtype() {
    return type().dtype();
  }

  @Override
  public String toString() {
    return node.outputs().size() == 1 ? "%" + node.id() : "%" + node.id() + "." + output;
  }
}
