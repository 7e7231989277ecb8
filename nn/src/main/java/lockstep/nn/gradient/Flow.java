package lockstep.nn.gradient;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// What a rule sees of one node while gradients flow back through it.
final class Flow {

  private final GraphBuilder g;
  private final Node node;
  private final Set<Value> needed;
  private final Map<Value, Value> gradients;

  Flow(GraphBuilder g, Node node, Set<Value> needed, Map<Value, Value> gradients) {
    this.g = g;
    this.node = node;
    this.needed = needed;
    this.gradients = gradients;
  }

  GraphBuilder g() {
    return g;
  }

  Node node() {
    return node;
  }

  Value in(int index) {
    return node.input(index);
  }

  Value out(int index) {
    return node.output(index);
  }

  /// {@return the gradient of the first output}
  Value dy() {
    return of(0);
  }

  /// {@return the gradient of an output; zeros where nothing uses it}
  Value of(int output) {
    Value gradient = gradients.get(node.output(output));
    return gradient == null ? g.fill(0, node.output(output).shape()) : gradient;
  }

  /// {@return whether anything depends on that output}
  boolean has(int output) {
    return gradients.containsKey(node.output(output));
  }

  /// {@return whether the gradient of that input is asked for}
  boolean needs(int input) {
    return needed.contains(node.input(input));
  }

  /// Adds to the gradient of an input, if it is asked for.
  void to(int input, Supplier<Value> gradient) {
    if (needs(input)) {
      gradients.merge(node.input(input), gradient.get(), (before, more) -> g.add(before, more));
    }
  }

  /// {@return a gradient summed over the axes along which an operand of that shape was repeated}
  Value sumTo(Value gradient, Shape shape) {
    Shape from = gradient.shape();
    if (from.equals(shape)) {
      return gradient;
    }
    int missing = from.rank() - shape.rank();
    int[] axes =
        IntStream.range(0, from.rank())
            .filter(axis -> axis < missing || !from.sameAxis(axis, shape, axis - missing))
            .toArray();
    return g.reshape(g.reduce(Reduction.SUM, gradient, axes), shape);
  }

  /// {@return an error for an operation that has no gradient}
  UnsupportedOperationException none(String reason) {
    return new UnsupportedOperationException(
        node
            + ": expected an operation with a gradient; "
            + reason
            + ". Leave it out of what is differentiated.");
  }
}
