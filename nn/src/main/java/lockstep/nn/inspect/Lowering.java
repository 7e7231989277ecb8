package lockstep.nn.inspect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import lockstep.nn.Model;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.Concat;
import lockstep.nn.layer.Initialized;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Named;
import lockstep.nn.layer.Residual;
import lockstep.nn.layer.Sequential;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// A network lowered with a watcher around each of its parts: which nodes and variables each made,
/// and what comes out of it.
final class Lowering {

  /// A part that was lowered.
  ///
  /// @param order its place: parts stand before what they are made of
  /// @param path its name, empty for the whole
  /// @param depth how many parts it lies in
  /// @param out what comes out of it
  /// @param firstNode the number of its first node
  /// @param endNode the number after that of its last one
  /// @param firstVariable the place of its first variable
  /// @param endVariable the place after that of its last one
  record Made(
      int order,
      String path,
      int depth,
      Layer layer,
      Value out,
      int firstNode,
      int endNode,
      int firstVariable,
      int endVariable) {

    boolean hasParts() {
      return isContainer(layer);
    }
  }

  private final GraphBuilder g;
  private final List<Made> made = new ArrayList<>();
  private int begun;

  private Lowering(Layer network, DType dtype, Shape example, long seed) {
    g = new GraphBuilder(Mode.INFER, seed);
    Value input = g.input(Model.INPUT, dtype, Shape.batch(example.sizes()));
    g.output(Model.PREDICTION, watched("", -1, network).lower(g, input));
    made.sort(Comparator.comparingInt(Made::order));
  }

  static Lowering of(Layer network, DType dtype, Shape example, long seed) {
    return new Lowering(network, dtype, example, seed);
  }

  static Lowering of(Model model) {
    return of(model.network(), model.dtype(), model.example(), model.seed());
  }

  /// The builder, for what is to come after the network.
  GraphBuilder builder() {
    return g;
  }

  /// The whole first, then its parts, each before what it is made of.
  List<Made> made() {
    return List.copyOf(made);
  }

  private record Watcher(Lowering all, String path, int depth, Layer layer) implements Layer {
    @Override
    public Value lower(GraphBuilder g, Value x) {
      int order = all.begun++;
      int node = g.nodes().size();
      int variable = g.variables().size();
      Value out = opened().lower(g, x);
      all.made.add(
          new Made(
              order,
              path,
              depth,
              layer,
              out,
              node,
              g.nodes().size(),
              variable,
              g.variables().size()));
      return out;
    }

    /// The layer with watchers in place of its parts.
    private Layer opened() {
      return switch (layer) {
        case Sequential(var layers) -> new Sequential(parts(layers));
        case Concat(var branches) -> new Concat(parts(branches));
        case Residual(var main, var shortcut, var activation) ->
            new Residual(
                part("main", main), part("shortcut", shortcut), part("activation", activation));
        default -> layer;
      };
    }

    private List<Layer> parts(List<Layer> layers) {
      return IntStream.range(0, layers.size())
          .mapToObj(i -> part(Integer.toString(i), layers.get(i)))
          .toList();
    }

    private Layer part(String name, Layer part) {
      return all.watched(path.isEmpty() ? name : path + "." + name, depth + 1, part);
    }
  }

  private static boolean isContainer(Layer layer) {
    return layer instanceof Sequential || layer instanceof Concat || layer instanceof Residual;
  }

  private Layer watched(String path, int depth, Layer layer) {
    return switch (layer) {
      case Named(var name, var inner) -> {
        String around = path.substring(0, path.lastIndexOf('.') + 1);
        yield new Named(name, watched(around + name, depth, inner));
      }
      case Initialized(var matrices, var inner) ->
          new Initialized(matrices, watched(path, depth, inner));
      default -> new Watcher(this, path, depth, layer);
    };
  }
}
