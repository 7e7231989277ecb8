package lockstep.nn.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Dropout;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Identity;
import lockstep.nn.layer.Initialized;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.LogSoftmax;
import lockstep.nn.layer.Named;
import lockstep.nn.layer.Reshape;
import lockstep.nn.layer.Sequential;
import lockstep.nn.layer.Softmax;

/// The last dense layer of a network, which says the answer.
///
/// @param path its place, as its parameters have it in their names
/// @param outputs how many numbers it says
/// @param network the whole, with another number of them
record Head(String path, int outputs, Sized network) {

  /// A network for each number of outputs.
  @FunctionalInterface
  interface Sized {
    Layer of(int outputs);
  }

  /// The head of a network; none where it ends otherwise.
  static Optional<Head> of(Layer network) {
    return inside(network, "");
  }

  /// A pattern that fits its parameters.
  String glob() {
    return path.isEmpty() ? "*" : path + ".*";
  }

  private static Optional<Head> inside(Layer layer, String path) {
    return switch (layer) {
      case Dense(var outputs, var bias) ->
          Optional.of(new Head(path, outputs, count -> new Dense(count, bias)));
      case Initialized(var matrices, var inner) ->
          inside(inner, path).map(head -> head.in(made -> new Initialized(matrices, made)));
      case Sequential(var layers) -> last(layers, path);
      default -> Optional.empty();
    };
  }

  private static Optional<Head> last(List<Layer> layers, String path) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      int place = i;
      Layer layer = layers.get(i);
      String prefix = path.isEmpty() ? "" : path + ".";
      Optional<Head> found =
          layer instanceof Named(var name, var inner)
              ? inside(inner, prefix + name).map(head -> head.in(made -> new Named(name, made)))
              : inside(layer, prefix + i);
      if (found.isPresent() || !isPassing(layer)) {
        return found.map(head -> head.in(made -> replaced(layers, place, made)));
      }
    }
    return Optional.empty();
  }

  /// What has no parameters may follow the head.
  private static boolean isPassing(Layer layer) {
    return switch (layer) {
      case Function _, Dropout _, Flatten _, Identity _, Reshape _, Softmax _, LogSoftmax _ -> true;
      default -> false;
    };
  }

  private static Layer replaced(List<Layer> layers, int place, Layer by) {
    var others = new ArrayList<>(layers);
    others.set(place, by);
    return new Sequential(others);
  }

  private Head in(java.util.function.UnaryOperator<Layer> around) {
    return new Head(path, outputs, count -> around.apply(network.of(count)));
  }
}
