package lockstep.nn.inspect;

import java.util.List;
import lockstep.nn.Model;
import lockstep.nn.graph.Node;
import lockstep.nn.graph.Variable;
import lockstep.nn.layer.Identity;
import lockstep.nn.layer.Layer;
import lockstep.nn.plan.Work;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// A network part by part: names, shapes, parameters and work.
///
/// {@snippet :
/// Anatomy anatomy = Anatomy.of(Zoo.lenet(), DType.FLOAT32, Shape.of(28, 28, 1));
/// anatomy.parts().forEach(part -> System.out.println(part.path() + " " + part.what()));
/// }
///
/// @param parts those of the network, each before what it is made of
/// @param whole the network itself
/// @param input the shape of an example
/// @param dtype the kind of its numbers
public record Anatomy(List<Part> parts, Part whole, Shape input, DType dtype) {

  /// A layer, or several in one.
  ///
  /// @param path the names of all that it lies in and its own, with dots between
  /// @param what its kind and its settings in a few words
  /// @param depth how many parts it lies in
  /// @param hasParts whether the next ones are what it is made of
  /// @param output the shape of what it makes of an example
  /// @param learnt how many parameters it has; one that several layers share counts with the first
  /// @param kept how many other numbers belong to the model, such as running means
  /// @param operations multiplications and additions of its products for one example
  public record Part(
      String path,
      String what,
      int depth,
      boolean hasParts,
      Shape output,
      long learnt,
      long kept,
      double operations) {

    /// {@return its own name}
    public String name() {
      return path.substring(path.lastIndexOf('.') + 1);
    }
  }

  /// Copies the list.
  public Anatomy {
    parts = List.copyOf(parts);
  }

  /// {@return the parts of a model}
  public static Anatomy of(Model model) {
    return of(model.network(), model.dtype(), model.example());
  }

  /// {@return the parts of a network for such examples}
  ///
  /// @throws lockstep.nn.graph.ShapeException if it cannot see them
  public static Anatomy of(Layer network, DType dtype, Shape example) {
    Lowering lowering = Lowering.of(network, dtype, example, 0);
    List<Node> nodes = lowering.builder().nodes();
    List<Variable> variables = lowering.builder().variables();
    List<Part> all =
        lowering.made().stream()
            .filter(made -> made.order() == 0 || !(made.layer() instanceof Identity))
            .map(made -> part(made, nodes, variables))
            .toList();
    Part whole = all.getFirst();
    return new Anatomy(whole.hasParts() ? all.subList(1, all.size()) : all, whole, example, dtype);
  }

  private static Part part(Lowering.Made made, List<Node> nodes, List<Variable> variables) {
    List<Variable> own = variables.subList(made.firstVariable(), made.endVariable());
    return new Part(
        made.path(),
        Captions.of(made.layer()),
        Math.max(0, made.depth()),
        made.hasParts(),
        made.out().shape().without(0),
        count(own, Variable.Role.PARAMETER),
        count(own, Variable.Role.STATE),
        nodes.subList(made.firstNode(), made.endNode()).stream()
            .mapToDouble(node -> Work.of(node, 1).operations())
            .sum());
  }

  private static long count(List<Variable> variables, Variable.Role role) {
    return variables.stream().filter(v -> v.role() == role).mapToLong(v -> v.shape().count()).sum();
  }
}
