package lockstep.nn.graph;

import java.util.List;

/// An operation applied to values: immutable, and itself only.
public final class Node {

  private final int id;
  private final Op op;
  private final List<Value> inputs;
  private final List<Type> outputs;
  private final String origin;

  Node(int id, Op op, List<Value> inputs, List<Type> outputs, String origin) {
    this.id = id;
    this.op = op;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.origin = origin;
  }

  /// {@return its number; inputs have lower ones}
  public int id() {
    return id;
  }

  /// {@return what it does}
  public Op op() {
    return op;
  }

  /// {@return what it reads}
  public List<Value> inputs() {
    return inputs;
  }

  /// {@return one of the values it reads}
  public Value input(int index) {
    return inputs.get(index);
  }

  /// {@return the types of what it makes}
  public List<Type> outputs() {
    return outputs;
  }

  /// {@return one of the values it makes}
  public Value output(int index) {
    return new Value(this, index);
  }

  /// {@return the path of the layer that made it, such as `features.3.conv`}
  public String origin() {
    return origin;
  }

  @Override
  public String toString() {
    return "%" + id + " " + op.name() + (origin.isEmpty() ? "" : " of " + origin);
  }
}
