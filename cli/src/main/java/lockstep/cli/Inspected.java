package lockstep.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lockstep.nn.Model;
import lockstep.nn.Recipe;
import lockstep.nn.data.Step;
import lockstep.nn.inspect.Anatomy;
import lockstep.nn.inspect.Captions;
import lockstep.nn.inspect.Costs;
import lockstep.nn.inspect.PlanView;
import lockstep.nn.json.Json;
import lockstep.nn.plan.Plan;
import lockstep.nn.project.Predictor;
import lockstep.nn.tensor.Shape;

/// What `inspect` looks at.
///
/// @param name a run, a file or a network of the zoo
/// @param model the model
/// @param trained what is known of it besides, if it was trained
/// @param recipe how it learns, or could
/// @param batch how many inputs a step has
/// @param words what words of its text stand for; none where it is no text
record Inspected(
    String name,
    Model model,
    Optional<Predictor> trained,
    Recipe recipe,
    int batch,
    Map<String, Integer> words) {

  Inspected {
    words = Map.copyOf(words);
  }

  List<String> labels() {
    return trained.map(Predictor::labels).orElse(List.of());
  }

  Anatomy anatomy() {
    return Anatomy.of(model);
  }

  Costs predicting() {
    return Costs.of(Costs.predicting(model, 1));
  }

  Costs learning() {
    return Costs.of(Costs.learning(model, recipe, batch));
  }

  /// The plan of predictions of one input, or that of a step.
  PlanView plan(boolean train) {
    if (train) {
      Plan plan = Costs.learning(model, recipe, batch);
      return PlanView.of(model.trainStep(recipe).graph(), plan);
    }
    return PlanView.of(model.graph(), Costs.predicting(model, 1));
  }

  Json.Fields json() {
    Anatomy anatomy = anatomy();
    Json.Fields json =
        Json.object()
            .with("name", name)
            .with("input", shape(anatomy.input()))
            .with("dtype", anatomy.dtype().name())
            .with("output", shape(anatomy.whole().output()))
            .with("parameters", anatomy.whole().learnt())
            .with("kept", anatomy.whole().kept())
            .with("layers", new Json.Items(anatomy.parts().stream().map(Inspected::json).toList()))
            .with("predict", json(predicting()))
            .with("learn", json(learning()))
            .with("labels", Json.texts(labels()));
    if (trained.isEmpty()) {
      return json;
    }
    List<Step> steps = trained.get().preparation().input();
    return json.with("task", trained.get().purpose().data().task().text())
        .with("kind", trained.get().purpose().data().kind().text())
        .with("data", trained.get().purpose().data().data())
        .with("preparation", Json.texts(steps.stream().map(Captions::of).toList()));
  }

  static Json.Fields json(PlanView plan) {
    return Json.object()
        .with("batch", plan.batch())
        .with("slab_bytes", plan.slab())
        .with("nodes_made", plan.made())
        .with("nodes", new Json.Items(plan.lines().stream().map(Inspected::json).toList()));
  }

  private static Json json(PlanView.Line line) {
    return Json.object()
        .with("node", line.number())
        .with("what", line.what())
        .with("result", shape(line.result()))
        .with("flop", line.operations())
        .with("bytes", line.bytes())
        .with("layer", line.origin())
        .with("merged", Json.texts(line.merged()))
        .with("in_place", line.inPlace())
        .with("only_after_weights_changed", line.when() == PlanView.When.WEIGHTS_CHANGED);
  }

  private static Json json(Anatomy.Part part) {
    return Json.object()
        .with("name", part.path())
        .with("what", part.what())
        .with("has_parts", part.hasParts())
        .with("output", shape(part.output()))
        .with("parameters", part.learnt())
        .with("kept", part.kept())
        .with("flop", part.operations());
  }

  private static Json json(Costs costs) {
    return Json.object()
        .with("batch", costs.batch())
        .with("flop", costs.operations())
        .with("moved_bytes", costs.moved())
        .with("slab_bytes", costs.slab())
        .with("variable_bytes", costs.variables());
  }

  private static Json shape(Shape shape) {
    return new Json.Items(
        java.util.Arrays.stream(shape.sizes()).<Json>mapToObj(Json.Whole::new).toList());
  }
}
