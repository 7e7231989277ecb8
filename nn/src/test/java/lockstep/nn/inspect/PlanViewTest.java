package lockstep.nn.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.nn.Model;
import lockstep.nn.Recipe;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Conv2d;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Flatten;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Residual;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.plan.Plan;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class PlanViewTest {

  private static final Layer NETWORK =
      Sequential.of(
          new Conv2d(4, 3).same().withoutBias(),
          new BatchNorm(),
          Function.relu(),
          Residual.of(Sequential.of(new Conv2d(4, 3).same(), Function.relu(), new Conv2d(4, 1))),
          new Flatten(),
          new Dense(3));

  private static List<String> lines(PlanView view, PlanView.When when) {
    return view.lines().stream()
        .filter(line -> line.when() == when)
        .map(line -> line.origin() + ": " + line.what() + " " + line.merged())
        .toList();
  }

  @Test
  void it_says_what_was_merged_into_what_to_predict() {
    Model model = Model.of(NETWORK, Shape.of(6, 6, 4), 1);
    PlanView view = PlanView.of(model.graph(), Costs.predicting(model, 2));
    assertThat(lines(view, PlanView.When.EACH_RUN))
        .containsExactly(
            "0: Conv2d 3×3 + bias + Relu [BatchNorm of 1, Relu of 2]",
            "3.main.0: Conv2d 3×3 + bias + Relu [bias, Relu of 3.main.1]",
            "3.main.2: Conv2d 1×1 + bias + residual [bias, sum of 3]",
            "5: MatMul + bias [bias]");
    assertThat(lines(view, PlanView.When.WEIGHTS_CHANGED))
        .isNotEmpty()
        .allMatch(l -> l.startsWith("1: "));
    assertThat(view.made()).isEqualTo(11);
    assertThat(view.lines().getLast().result()).isEqualTo(Shape.of(2, 3));
    assertThat(view.slab()).isPositive();
  }

  @Test
  void it_says_what_was_merged_into_what_to_learn() {
    Model model = Model.of(NETWORK, Shape.of(6, 6, 4), 1);
    Recipe recipe = Recipe.of(new CrossEntropy(), Optimizer.adam(0.01));
    Plan plan = Costs.learning(model, recipe, 8);
    PlanView view = PlanView.of(model.trainStep(recipe).graph(), plan);
    assertThat(lines(view, PlanView.When.EACH_RUN))
        .contains(
            "0: Conv2d 3×3 []",
            "1: BatchNorm + Relu [Relu of 2]",
            "3.main.0: Conv2d 3×3 weight gradient + bias gradient [Reduce to Sum]",
            "5.weight: Update by Adam []");
    assertThat(lines(view, PlanView.When.WEIGHTS_CHANGED)).isEmpty();
    assertThat(view.batch()).isEqualTo(8);
  }

  @Test
  void a_step_costs_about_three_times_as_much_as_its_predictions() {
    Model model = Model.of(NETWORK, Shape.of(6, 6, 4), 1);
    Costs forward = Costs.of(Costs.predicting(model, 8));
    Costs step =
        Costs.of(Costs.learning(model, Recipe.of(new CrossEntropy(), Optimizer.adam(0.01)), 8));
    assertThat(forward.operations()).isEqualTo(8 * Anatomy.of(model).whole().operations());
    assertThat(step.operations() / forward.operations()).isBetween(2.5, 3.0);
    assertThat(step.variables()).isGreaterThan(2 * forward.variables());
    assertThat(step.slab()).isGreaterThan(forward.slab());
  }
}
