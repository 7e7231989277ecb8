package lockstep.nn.gradient;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lockstep.nn.graph.AttentionOp;
import lockstep.nn.graph.CtcOp;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MapOp;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.RandomOp;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.graph.ReduceOp;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.graph.UpdateOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// Reverse-mode differentiation: from a loss back to whatever it depends on.
///
/// Nodes are made only where they lead to a value that was asked for: what is frozen costs nothing.
public final class Gradient {

  private final GraphBuilder g;
  private final Set<Value> needed = new HashSet<>();
  private final Map<Value, Value> gradients = new HashMap<>();

  private Gradient(GraphBuilder g) {
    this.g = g;
  }

  /// {@return the gradient of a scalar with respect to each of the values; zeros for those that it
  /// does not depend on}
  public static Map<Value, Value> of(GraphBuilder g, Value loss, List<Value> values) {
    if (!loss.shape().equals(Shape.scalar())) {
      throw new IllegalArgumentException(
          "loss: expected a scalar, got " + loss.shape() + ". Take its mean or its sum.");
    }
    return new Gradient(g).of(loss, values);
  }

  private Map<Value, Value> of(Value loss, List<Value> values) {
    List<Node> nodes = g.nodes();
    needed.addAll(values);
    for (Node node : nodes) {
      if (node.inputs().stream().anyMatch(needed::contains)) {
        for (int i = 0; i < node.outputs().size(); i++) {
          needed.add(node.output(i));
        }
      }
    }
    gradients.put(loss, g.fill(1, Shape.scalar()));
    for (Node node : nodes.reversed()) {
      if (reaches(node)) {
        g.at(
            node.origin(),
            () -> {
              backwards(new Flow(g, node, needed, gradients));
              return node;
            });
      }
    }
    var results = new LinkedHashMap<Value, Value>();
    for (Value value : values) {
      Value gradient = gradients.get(value);
      results.put(value, gradient == null ? g.fill(0, value.shape()) : gradient);
    }
    return results;
  }

  /// Whether the loss depends on the node, and the node on a value that was asked for.
  private boolean reaches(Node node) {
    boolean flows = false;
    for (int i = 0; i < node.outputs().size(); i++) {
      flows |= gradients.containsKey(node.output(i));
    }
    return flows && node.inputs().stream().anyMatch(needed::contains);
  }

  private static void backwards(Flow flow) {
    switch (flow.node().op()) {
      case LeafOp _ -> {}
      case ProductOp op -> ProductGradients.of(op, flow);
      case PoolOp op -> PoolGradients.of(op, flow);
      case MapOp op -> MapGradients.of(op, flow);
      case ReduceOp op -> ReduceGradients.of(op, flow);
      case SoftmaxOp op -> SoftmaxGradients.of(op, flow);
      case NormOp op -> NormGradients.of(op, flow);
      case MoveOp op -> MoveGradients.of(op, flow);
      case AttentionOp op -> AttentionGradients.of(op, flow);
      case CtcOp op -> CtcGradients.of(op, flow);
      case RecurrentOp op -> RecurrentGradients.of(op, flow);
      case RandomOp op -> RandomGradients.of(op, flow);
      case UpdateOp op -> throw flow.none(op.name() + " changes variables");
    }
  }
}
