package lockstep.nn.inspect;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.Model;
import lockstep.nn.data.Numbers;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Clamp;
import lockstep.nn.layer.Concat;
import lockstep.nn.layer.Dropout;
import lockstep.nn.layer.Elu;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.GroupNorm;
import lockstep.nn.layer.Identity;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.LayerNorm;
import lockstep.nn.layer.LeakyRelu;
import lockstep.nn.layer.Lengths;
import lockstep.nn.layer.Mish;
import lockstep.nn.layer.Reshape;
import lockstep.nn.layer.Residual;
import lockstep.nn.layer.RmsNorm;
import lockstep.nn.plan.Planner;
import lockstep.nn.plan.rewrite.Rewrites;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// What the parts of a network make of an input, in the order in which they run.
///
/// A layer and the norm and function after it are one part; so is a residual block.
public final class Activations {

  /// What a part makes.
  ///
  /// @param path its name; of several the first one's
  /// @param what its layers in a few words
  /// @param made the numbers
  public record Part(String path, String what, Numbers made) {}

  /// @param layers one, and what only changes its numbers
  private record Unit(String path, List<String> layers, Lowering.Made last) {

    Unit then(Lowering.Made more) {
      var all = new ArrayList<>(layers);
      all.add(Captions.of(more.layer()));
      return new Unit(path, all, more);
    }
  }

  private Activations() {}

  /// {@return what the parts of a model make of an input}
  ///
  /// @throws IllegalArgumentException if it takes inputs of another shape or kind
  public static List<Part> of(Model model, Numbers input) {
    if (!input.shape().equals(model.example()) || model.dtype() != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "activations: expected an input of "
              + model.dtype()
              + model.example()
              + ", got "
              + input.describe()
              + ".");
    }
    Lowering lowering = Lowering.of(model);
    GraphBuilder g = lowering.builder();
    List<Unit> units = units(lowering.made());
    for (int i = 0; i < units.size(); i++) {
      g.output(Integer.toString(i), units.get(i).last().out());
    }
    var plan = Planner.plan(Rewrites.apply(g.build(), Mode.INFER), 1, model.parallel().threads());
    var runner = new PlanRunner(plan, model.variables(), model.parallel());
    runner.input(Model.INPUT).setRow(0, input.values());
    if (runner.hasInput(Lengths.INPUT)) {
      runner.input(Lengths.INPUT).set(0, Math.max(1, input.length()));
    }
    runner.run();
    var parts = new ArrayList<Part>();
    for (int i = 0; i < units.size(); i++) {
      Unit unit = units.get(i);
      Tensor made = runner.output(Integer.toString(i));
      Shape shape = made.shape().without(0);
      parts.add(
          new Part(
              unit.path(), String.join(" + ", unit.layers()), new Numbers(shape, made.toArray())));
    }
    return parts;
  }

  private static List<Unit> units(List<Lowering.Made> made) {
    var units = new ArrayList<Unit>();
    String within = "";
    for (Lowering.Made each : made) {
      boolean inside = !within.isEmpty() && each.path().startsWith(within);
      boolean whole =
          each.order() > 0 && (each.layer() instanceof Residual || each.layer() instanceof Concat);
      if (inside || (each.hasParts() && !whole) || showsNothing(each.layer())) {
        continue;
      }
      if (!units.isEmpty() && changesNumbersOnly(each.layer())) {
        units.add(units.removeLast().then(each));
      } else {
        units.add(new Unit(each.path(), List.of(Captions.of(each.layer())), each));
      }
      within = whole ? each.path() + "." : "";
    }
    return units;
  }

  /// What it makes is what it gets, in another shape perhaps.
  private static boolean showsNothing(Layer layer) {
    return layer instanceof Dropout
        || layer instanceof Flatten
        || layer instanceof Identity
        || layer instanceof Reshape;
  }

  private static boolean changesNumbersOnly(Layer layer) {
    return layer instanceof BatchNorm
        || layer instanceof Clamp
        || layer instanceof Elu
        || layer instanceof Function
        || layer instanceof GroupNorm
        || layer instanceof LayerNorm
        || layer instanceof LeakyRelu
        || layer instanceof Mish
        || layer instanceof RmsNorm;
  }
}
