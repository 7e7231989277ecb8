package lockstep.nn.plan.bind;

import java.util.function.Predicate;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// The shapes of a node's operands for one batch: numbers only.
final class Sizes {

  private final Node node;
  private final int batch;
  private final Predicate<Value> steady;
  private final Predicate<Value> spared;

  Sizes(Node node, int batch, Predicate<Value> steady, Predicate<Value> spared) {
    this.node = node;
    this.batch = batch;
    this.steady = steady;
    this.spared = spared;
  }

  /// Whether an output has no memory, as nobody reads it.
  boolean spared(int index) {
    return spared.test(node.output(index));
  }

  /// Whether an input stays as it is from run to run.
  boolean steady(int index) {
    return steady.test(node.input(index));
  }

  /// The layer that asked for the node.
  String origin() {
    return node.origin();
  }

  Shape in(int index) {
    return node.input(index).shape().at(batch);
  }

  Shape out(int index) {
    return node.outputs().get(index).shape().at(batch);
  }

  DType inType(int index) {
    return node.input(index).dtype();
  }

  int inputs() {
    return node.inputs().size();
  }

  /// Elements of an input, as kernels count them.
  int inCount(int index) {
    return Math.toIntExact(in(index).count());
  }

  int outCount(int index) {
    return Math.toIntExact(out(index).count());
  }

  /// All axes of an input but the last, as one.
  int rows(int index) {
    Shape shape = in(index);
    return shape.product(0, shape.rank() - 1);
  }

  /// The last axis of an input.
  int columns(int index) {
    return in(index).size(-1);
  }
}
