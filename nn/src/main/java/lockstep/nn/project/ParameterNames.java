package lockstep.nn.project;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import lockstep.nn.Model;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Variable;
import lockstep.nn.json.Nearest;
import lockstep.nn.layer.Layer;
import lockstep.nn.optimizer.Glob;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// What the parameters of a network are called, from the input to the output.
record ParameterNames(List<String> names) {

  private static final int SHOWN = 24;

  ParameterNames {
    names = List.copyOf(names);
  }

  /// A graph alone costs nothing: no memory is taken for parameters.
  static ParameterNames of(Layer network, DType dtype, Shape example) {
    var g = new GraphBuilder(Mode.INFER, 1);
    network.lower(g, g.input(Model.INPUT, dtype, Shape.batch(example.sizes())));
    return new ParameterNames(
        g.variables().stream()
            .filter(variable -> variable.role() == Variable.Role.PARAMETER)
            .map(Variable::name)
            .toList());
  }

  /// The outermost layers that have parameters, in order.
  SequencedSet<String> layers() {
    var layers = new LinkedHashSet<String>();
    names.forEach(name -> layers.add(name.substring(0, Math.max(0, name.indexOf('.')))));
    return layers;
  }

  /// @throws IllegalArgumentException if a pattern fits none, or they fit all
  void requireSome(List<String> globs) {
    for (String glob : globs) {
      if (names.stream().noneMatch(new Glob(glob)::fits)) {
        throw new IllegalArgumentException(
            "freeze: expected a pattern that fits some of "
                + shown()
                + ", got `"
                + glob
                + "`."
                + Nearest.hint(glob, names));
      }
    }
    if (names.stream().allMatch(name -> globs.stream().anyMatch(g -> new Glob(g).fits(name)))) {
      throw new IllegalArgumentException(
          "freeze: expected patterns that leave something to learn, got "
              + String.join(", ", globs)
              + ", which fit all of "
              + shown()
              + ".");
    }
  }

  private String shown() {
    int more = names.size() - SHOWN;
    return String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
