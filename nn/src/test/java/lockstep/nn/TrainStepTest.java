package lockstep.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import lockstep.kernels.Parallel;
import lockstep.kernels.Parallel.Idle;
import lockstep.nn.layer.BatchNorm;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Sequential;
import lockstep.nn.loss.CrossEntropy;
import lockstep.nn.loss.Loss;
import lockstep.nn.loss.MeanSquared;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.run.Check;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TrainStepTest {

  private static final Layer NETWORK =
      Sequential.of(new Dense(20), Function.gelu(), new Dense(7), Function.tanh(), new Dense(3));

  private static Model model(int threads) {
    return Model.of(NETWORK, DType.FLOAT32, Shape.of(11), 5, Parallel.of(threads, Idle.SLEEP));
  }

  private static Recipe recipe() {
    return Recipe.of(new CrossEntropy(), Optimizer.adamW(0.01, 0.1).clipped(1));
  }

  private static Tensor inputs(int count, int first) {
    var random = new Random(first);
    Tensor inputs = Tensor.zeros(Shape.of(count, 11), DType.FLOAT32);
    for (int i = 0; i < inputs.count(); i++) {
      inputs.set(i, (float) random.nextGaussian());
    }
    return inputs;
  }

  private static Tensor targets(int count) {
    Tensor targets = Tensor.zeros(Shape.of(count), DType.INT32);
    for (int i = 0; i < count; i++) {
      targets.set(i, i % 3);
    }
    return targets;
  }

  @Test
  void a_step_agrees_with_the_interpreter_node_by_node() {
    TrainStep step = model(2).trainStep(recipe());
    step.run(inputs(16, 1), targets(16));
    assertThat(Check.differences(step.runner(16), 1e-5)).isEmpty();
  }

  @Test
  void threads_change_no_bit() {
    Model one = model(1);
    Model three = model(3);
    TrainStep ofOne = one.trainStep(recipe());
    TrainStep ofThree = three.trainStep(recipe());
    for (int i = 0; i < 20; i++) {
      assertThat(ofThree.run(inputs(16, i), targets(16)))
          .isEqualTo(ofOne.run(inputs(16, i), targets(16)));
    }
    for (String name : one.variables().all().keySet()) {
      assertThat(three.variables().get(name).toArray())
          .as(name)
          .isEqualTo(one.variables().get(name).toArray());
    }
  }

  @Test
  void what_is_frozen_stays_and_costs_nothing() {
    Model model = model(1);
    float[] before = model.variables().get("0.weight").toArray();
    TrainStep all = model(1).trainStep(recipe());
    TrainStep frozen = model.trainStep(recipe().freeze("0.*"));
    frozen.run(inputs(16, 1), targets(16));
    assertThat(model.variables().get("0.weight").toArray()).isEqualTo(before);
    assertThat(frozen.graph().nodes()).hasSizeLessThan(all.graph().nodes().size());
    assertThat(frozen.graph().nodes()).noneMatch(node -> node.origin().startsWith("optimizer.0"));
  }

  @Test
  void what_thaws_later_stays_until_then_and_then_learns_at_its_own_rate() {
    Model model = model(1);
    float[] before = model.variables().get("0.weight").toArray();
    Recipe recipe = recipe();
    recipe = recipe.with(recipe.optimizer().with("0.*", 0.5)).thaw(List.of("0.*"), 3);
    TrainStep step = model.trainStep(recipe);
    for (int i = 0; i < 3; i++) {
      step.run(inputs(16, i), targets(16));
    }
    assertThat(model.variables().get("0.weight").toArray()).isEqualTo(before);
    float[] head = model.variables().get("2.weight").toArray();
    step.run(inputs(16, 3), targets(16));
    // The first update of Adam moves everything by the rate.
    assertThat(largest(before, model.variables().get("0.weight").toArray()))
        .isCloseTo((float) step.rate() / 2, within(1e-3f));
    assertThat(largest(head, model.variables().get("2.weight").toArray()))
        .isCloseTo((float) step.rate(), within(1e-3f));
  }

  private static float largest(float[] before, float[] after) {
    float largest = 0;
    for (int i = 0; i < before.length; i++) {
      largest = Math.max(largest, Math.abs(after[i] - before[i]));
    }
    return largest;
  }

  @Test
  void a_frozen_batch_norm_keeps_its_averages_and_takes_them() {
    Layer network = Sequential.of(new Dense(6), new BatchNorm(), new Dense(3));
    Model model = Model.of(network, Shape.of(11), 1);
    model.variables().get("1.running_mean").set(new float[] {1, 2, 3, 4, 5, 6});
    TrainStep step = model.trainStep(recipe().freeze("0.*").freeze("1.*"));
    TrainStep learning = model.trainStep(recipe().freeze("0.*").freeze("1.weight"));
    step.run(inputs(16, 1), targets(16));
    assertThat(model.variables().get("1.running_mean").toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    learning.run(inputs(16, 1), targets(16));
    assertThat(model.variables().get("1.running_mean").toArray())
        .isNotEqualTo(new float[] {1, 2, 3, 4, 5, 6});
  }

  @Test
  void two_batches_of_half_the_size_learn_like_one() {
    Model whole = model(1);
    Model halves = model(1);
    whole.trainStep(recipe()).run(inputs(16, 1), targets(16));
    TrainStep step = halves.trainStep(recipe().accumulate(2));
    Tensor inputs = inputs(16, 1);
    Tensor targets = targets(16);
    for (int half = 0; half < 2; half++) {
      step.run(
          new Tensor(Shape.of(8, 11), DType.FLOAT32, inputs.memory().asSlice(half * 352L, 352)),
          new Tensor(Shape.of(8), DType.INT32, targets.memory().asSlice(half * 32L, 32)));
    }
    assertThat(step.updates()).isEqualTo(1);
    for (String name : whole.variables().all().keySet()) {
      if (!name.startsWith("optimizer")) {
        float[] expected = whole.variables().get(name).toArray();
        float[] found = halves.variables().get(name).toArray();
        for (int i = 0; i < found.length; i++) {
          // Adam's first step is ±rate: only the sum's rounding may differ.
          assertThat(found[i]).as(name).isCloseTo(expected[i], within(1e-4f));
        }
      }
    }
  }

  private static org.assertj.core.data.Offset<Float> within(float offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  @Test
  void the_first_node_that_is_not_finite_is_named() {
    Model model = model(1);
    TrainStep step = model.trainStep(recipe());
    PlanRunner runner = step.runner(16);
    runner.input(Model.INPUT).set(inputs(16, 1));
    runner.input(Loss.TARGET).set(targets(16));
    assertThat(Check.firstNotFinite(runner)).isEmpty();
    runner.input(Model.INPUT).set(3, Float.NaN);
    assertThat(Check.firstNotFinite(runner)).contains("input `input`");
    Tensor input = runner.input(Model.INPUT);
    for (int i = 0; i < input.count(); i++) {
      input.set(i, 3e38f);
    }
    assertThat(Check.firstNotFinite(runner))
        .hasValueSatisfying(node -> assertThat(node).contains(" of 0"));
  }

  @Test
  void averages_follow_parameters_and_change_places_with_them() {
    Model model = Model.of(new Dense(1), Shape.of(1), 1);
    TrainStep step =
        model.trainStep(Recipe.of(new MeanSquared(), Optimizer.sgd(0.25)).average(0.5));
    Tensor weight = model.variables().get("weight");
    Tensor average = model.variables().get("average.weight");
    Tensor one = Tensor.of(Shape.of(1, 1), 1);
    float expected = weight.get(0);
    for (int i = 0; i < 3; i++) {
      step.run(one, Tensor.of(Shape.of(1, 1), 3));
      expected = 0.5f * expected + 0.5f * weight.get(0);
      assertThat(average.get(0)).isEqualTo(expected);
    }
    float learnt = weight.get(0);
    step.swapAverages();
    assertThat(weight.get(0)).isEqualTo(expected);
    step.swapAverages();
    assertThat(weight.get(0)).isEqualTo(learnt);
  }

  @Test
  void a_loss_that_is_no_number_updates_nothing_and_names_what_came_first() {
    Model model = Model.of(new Dense(1), Shape.of(1), 1);
    TrainStep step = model.trainStep(new MeanSquared(), Optimizer.adam(0.1));
    step.run(Tensor.of(Shape.of(1, 1), 1), Tensor.of(Shape.of(1, 1), 3));
    float before = model.variables().get("weight").get(0);
    assertThatThrownBy(
            () -> step.run(Tensor.of(Shape.of(1, 1), 1e30f), Tensor.of(Shape.of(1, 1), 3)))
        .isInstanceOf(NotFiniteException.class)
        .hasMessageContaining("step 2: expected a finite loss, got Infinity")
        .hasMessageContaining("of loss");
    assertThat(model.variables().get("weight").get(0)).isEqualTo(before);
  }
}
