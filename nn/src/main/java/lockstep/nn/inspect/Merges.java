package lockstep.nn.inspect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.nn.graph.Graph;
import lockstep.nn.graph.LeafOp;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.NormOp;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.graph.ReduceOp;
import lockstep.nn.graph.Value;

/// Which nodes of a graph, as layers made it, became part of which nodes of the rewritten one.
///
/// Rewrites keep no record of what they do; it is found by what is left. A node that has a
/// counterpart of its layer and kind in the rewritten graph is that one. Any other went into the
/// product or norm before it, unless that is as it was: then it is simply gone.
final class Merges {

  private final Map<Node, Node> became = new HashMap<>();
  private final Map<Node, Node> first = new HashMap<>();
  private final Map<Node, List<Node>> merged = new LinkedHashMap<>();

  private Merges(Graph made, Graph rewritten) {
    match(made, rewritten);
    Map<Node, List<Node>> readers = readers(made);
    for (Node node : made.nodes()) {
      if (computes(node) && !became.containsKey(node)) {
        Optional<Node> into =
            node.op() instanceof MoveOp.Transpose
                ? readers.getOrDefault(node, List.of()).stream()
                    .filter(became::containsKey)
                    .findFirst()
                : beside(node, made).or(() -> before(node));
        into.map(became::get)
            .filter(this::isChanged)
            .ifPresent(now -> {
              became.put(node, now);
              merged.computeIfAbsent(now, _ -> new ArrayList<>()).add(node);
            });
      }
    }
  }

  /// {@return how one graph became the other}
  static Merges of(Graph made, Graph rewritten) {
    return new Merges(made, rewritten);
  }

  /// {@return what a node of the rewritten graph took in}
  List<Node> tookIn(Node now) {
    return merged.getOrDefault(now, List.of());
  }

  /// {@return the layer that asked for a node of the rewritten graph at first}
  String origin(Node now) {
    Node made = first.get(now);
    return made == null ? now.origin() : made.origin();
  }

  static boolean computes(Node node) {
    return !(node.op() instanceof LeafOp) && !(node.op() instanceof MoveOp.Reshape);
  }

  private static String kind(Node node) {
    return node.op().name() + " " + node.origin();
  }

  private void match(Graph made, Graph rewritten) {
    Map<String, Deque<Node>> now = new HashMap<>();
    for (Node node : rewritten.nodes()) {
      if (computes(node)) {
        now.computeIfAbsent(kind(node), _ -> new ArrayDeque<>()).add(node);
      }
    }
    for (Node node : made.nodes()) {
      Deque<Node> same = now.getOrDefault(kind(node), new ArrayDeque<>());
      if (computes(node) && !same.isEmpty()) {
        pair(node, same.remove());
      }
    }
    // A norm that went into the product before it left the product under its own name.
    for (Node norm : made.nodes()) {
      if (norm.op() instanceof NormOp && !became.containsKey(norm)) {
        Node product = memory(norm.input(0)).node();
        while (!(product.op() instanceof ProductOp) && computes(product)) {
          product = memory(product.input(0)).node();
        }
        String moved = product.op().name() + " " + norm.origin();
        Deque<Node> same = now.getOrDefault(moved, new ArrayDeque<>());
        if (!became.containsKey(product) && !same.isEmpty()) {
          pair(product, same.remove());
        }
      }
    }
  }

  private void pair(Node made, Node now) {
    became.put(made, now);
    first.put(now, made);
  }

  private boolean isChanged(Node now) {
    Node made = first.get(now);
    boolean takes = now.op() instanceof ProductOp || now.op() instanceof NormOp;
    return takes
        && made != null
        && (!made.op().equals(now.op()) || !made.origin().equals(now.origin()));
  }

  private static Map<Node, List<Node>> readers(Graph graph) {
    Map<Node, List<Node>> readers = new HashMap<>();
    for (Node node : graph.nodes()) {
      for (Value input : node.inputs()) {
        readers.computeIfAbsent(memory(input).node(), _ -> new ArrayList<>()).add(node);
      }
    }
    return readers;
  }

  /// The last node that it reads and that is there still.
  private Optional<Node> before(Node node) {
    return node.inputs().stream()
        .map(input -> memory(input).node())
        .filter(became::containsKey)
        .max(Comparator.comparingInt(this::place));
  }

  /// Where what it became stands; before all others where it is gone.
  private int place(Node made) {
    Node now = became.get(made);
    return now == null ? -1 : now.id();
  }

  /// The sum that is the gradient of a bias goes into the gradient of the weights.
  private Optional<Node> beside(Node node, Graph made) {
    return node.op() instanceof ReduceOp
        ? made.nodes().stream()
            .filter(other -> other.op() instanceof ProductOp.ConvWeightGradient)
            .filter(other -> other.origin().equals(node.origin()) && became.containsKey(other))
            .findFirst()
        : Optional.empty();
  }

  private static Value memory(Value value) {
    Value at = value;
    while (at.node().op() instanceof MoveOp.Reshape) {
      at = at.node().input(0);
    }
    return at;
  }
}
