package lockstep.nn.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Sequential;

/// A layer as it stands in a text.
///
/// @param kind what it is
/// @param values its settings; what stands in braces as a {@link Part}
/// @param position where it stands
record Node(Kind kind, List<Object> values, Position position) {

  Node {
    values = List.copyOf(values);
  }

  /// What stands in braces.
  record Part(List<Node> nodes) {
    Part {
      nodes = List.copyOf(nodes);
    }
  }

  /// {@return how many layers it is, itself and those in it}
  long size() {
    return 1 + parts().stream().mapToLong(part -> size(part.nodes())).sum();
  }

  static long size(List<Node> nodes) {
    return nodes.stream().mapToLong(Node::size).sum();
  }

  private List<Part> parts() {
    return values.stream().filter(Part.class::isInstance).map(Part.class::cast).toList();
  }

  /// {@return the layer whose result is that of this one}
  Node last() {
    List<Part> parts = parts();
    // The result of a sum, or of branches side by side, is its own.
    boolean passes =
        parts.size() == 1 && kind.blocks().size() == 1 && !kind.name().equals("concat");
    if (!passes || parts.getFirst().nodes().isEmpty()) {
      return this;
    }
    return parts.getFirst().nodes().getLast().last();
  }

  /// {@return the layer}
  ///
  /// @param maker makes every layer in it, and itself, of its settings
  Layer build(BiFunction<Node, Values, Layer> maker) {
    var built = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value instanceof Part(var nodes)) {
        boolean several = kind.settings().get(i).form() instanceof Form.Blocks;
        List<Layer> layers = nodes.stream().map(node -> node.build(maker)).toList();
        built.add(several ? layers : together(layers));
      } else {
        built.add(value);
      }
    }
    return maker.apply(this, new Values(built));
  }

  /// A single layer is itself; several are one after the other.
  static Layer together(List<Layer> layers) {
    return layers.size() == 1 ? layers.getFirst() : new Sequential(layers);
  }
}
