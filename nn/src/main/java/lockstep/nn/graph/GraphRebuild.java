package lockstep.nn.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import lockstep.nn.tensor.Shape;

/// Makes a graph out of another, node by node in the same order, some nodes replaced.
///
/// Every value of the old graph that is still read must get one that stands for it: {@link #keep}
/// and {@link #replace} see to that for a whole node, {@link #stand} for a single value. Variables
/// and the names of outputs stay as they are.
///
/// What changes variables keeps its place in the order; whoever moves a reading of a variable from
/// one node to another must see that no change lies between.
public final class GraphRebuild {

  private final Graph from;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Value, Value> now = new HashMap<>();

  /// Nothing yet.
  public GraphRebuild(Graph from) {
    this.from = from;
  }

  /// {@return the new value that stands for an old one}
  ///
  /// @throws IllegalStateException if there is none yet
  public Value now(Value old) {
    Value value = now.get(old);
    if (value == null) {
      throw new IllegalStateException(
          old + ": expected a value that was kept or replaced before its readers, got none.");
    }
    return value;
  }

  /// {@return the new values that stand for old ones}
  public List<Value> now(List<Value> old) {
    return old.stream().map(this::now).toList();
  }

  /// {@return the same node in the new graph}
  public Node keep(Node old) {
    Node kept = make(old.op(), now(old.inputs()), old.outputs(), old.origin());
    standAll(old, kept);
    return kept;
  }

  /// {@return a node for an old one, whose outputs stand for the old ones; it may have more}
  ///
  /// @param inputs new values
  public Node replace(Node old, Op op, List<Value> inputs) {
    Node node = add(op, inputs, old.origin());
    standAll(old, node);
    return node;
  }

  /// {@return a node that stands for none}
  ///
  /// @param inputs new values
  /// @throws ShapeException if the inputs do not fit
  public Node add(Op op, List<Value> inputs, String origin) {
    String where = (origin.isEmpty() ? "" : origin + " ") + "(" + op.name() + ")";
    var types = ShapeRule.outputs(op, new Inputs(where, inputs.stream().map(Value::type).toList()));
    return make(op, inputs, types, origin);
  }

  /// {@return the same number everywhere}
  public Value fill(float value, Shape shape, String origin) {
    return make(new LeafOp.Fill(value), List.of(), List.of(Type.floats(shape)), origin).output(0);
  }

  private Node make(Op op, List<Value> inputs, List<Type> outputs, String origin) {
    var node = new Node(nodes.size(), op, inputs, outputs, origin);
    nodes.add(node);
    return node;
  }

  private void standAll(Node old, Node node) {
    for (int i = 0; i < old.outputs().size(); i++) {
      stand(old.output(i), node.output(i));
    }
  }

  /// From here on, the new value stands for the old one.
  ///
  /// @throws IllegalArgumentException if their types differ
  public void stand(Value old, Value by) {
    if (!old.type().equals(by.type())) {
      throw new IllegalArgumentException(
          old.node()
              + ": expected a value of type "
              + old.type()
              + " for it, got "
              + by.type()
              + ".");
    }
    now.put(old, by);
  }

  /// {@return the new graph}
  public Graph build() {
    SequencedMap<String, Value> outputs = new LinkedHashMap<>();
    from.outputs().forEach((name, value) -> outputs.put(name, now(value)));
    return new Graph(nodes, outputs, from.variables());
  }
}
