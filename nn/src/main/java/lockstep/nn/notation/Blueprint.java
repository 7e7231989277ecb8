package lockstep.nn.notation;

import java.util.List;
import java.util.function.Supplier;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.Layer;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// A network that knows where in a text its layers stand.
public final class Blueprint {

  private final Origin origin;
  private final List<Node> nodes;
  private final Layer layer;

  Blueprint(Origin origin, List<Node> nodes) {
    this.origin = origin;
    this.nodes = List.copyOf(nodes);
    layer = build(false);
  }

  /// {@return the network; several layers are a {@link lockstep.nn.layer.Sequential}}
  public Layer layer() {
    return layer;
  }

  /// {@return the shape of what it says of a batch, first axis the examples}
  ///
  /// @param dtype the kind of its input
  /// @param example the shape of one example
  /// @throws NotationException if a layer does not fit what comes before it, naming its line
  public Shape check(DType dtype, Shape example) {
    var g = new GraphBuilder(Mode.INFER, 0);
    Value input = g.input("input", dtype, Shape.batch(example.sizes()));
    return build(true).lower(g, input).shape();
  }

  /// {@return that something is wrong with the result, naming the line of the last layer}
  public NotationException wrongEnd(String sentence) {
    return origin.at(nodes.getLast().last().position(), sentence);
  }

  private Layer build(boolean placed) {
    return Node.together(
        nodes.stream()
            .map(node ->
                node.build((each, values) ->
                    placed
                        ? new Placed(make(each, values), each.position(), origin)
                        : make(each, values)))
            .toList());
  }

  private Layer make(Node node, Values values) {
    try {
      return node.kind().maker().apply(values);
    } catch (IllegalArgumentException e) {
      throw origin.at(node.position(), String.valueOf(e.getMessage()));
    }
  }

  /// A layer that says where it stands when something does not fit.
  private record Placed(Layer layer, Position position, Origin origin) implements Layer {

    @Override
    public Value lower(GraphBuilder g, Value x) {
      return placed(() -> layer.lower(g, x));
    }

    @Override
    public Value lower(GraphBuilder g, String name, Value x) {
      return placed(() -> layer.lower(g, name, x));
    }

    private Value placed(Supplier<Value> lowered) {
      try {
        return lowered.get();
      } catch (IllegalArgumentException | ArithmeticException | NegativeArraySizeException e) {
        // The line says where; the path of the layer in the network would say it again.
        String message =
            String.valueOf(e.getMessage()).replaceFirst("^\\S* ?\\((\\w+)\\): ", "$1: ");
        throw origin.at(position, message.endsWith(".") ? message : message + ".");
      }
    }
  }
}
