package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;

class OverTimeTest {

  private static Tensor steps() {
    return Tensor.of(Shape.of(2, 3, 2), 1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -6);
  }

  private static float[] run(Layer layer, int... lengths) {
    var trial = new Trial(layer, steps());
    if (lengths.length > 0) {
      trial.with(Lengths.INPUT, Tensor.ofInts(Shape.of(2), lengths));
    }
    return trial.y();
  }

  @Test
  void the_last_step_is_that_of_the_tensor() {
    assertThat(run(new LastStep())).containsExactly(5, 6, -5, -6);
  }

  @Test
  void the_last_step_is_that_of_each_length() {
    assertThat(run(new LastStep(Lengths.GIVEN), 1, 2)).containsExactly(1, 2, -3, -4);
  }

  @Test
  void the_mean_is_over_all_steps() {
    assertThat(run(new MeanOverTime())).containsExactly(3, 4, -3, -4);
  }

  @Test
  void the_mean_is_over_as_many_steps_as_each_length_says() {
    assertThat(run(new MeanOverTime(Lengths.GIVEN), 1, 2)).containsExactly(1, 2, -2, -3);
  }

  @Test
  void a_length_that_no_sequence_can_have_makes_zeros() {
    assertThat(run(new MeanOverTime(Lengths.GIVEN), 0, 9)).containsExactly(0, 0, 0, 0);
  }

  @Test
  void both_executors_agree() {
    for (Lengths lengths : Lengths.values()) {
      Tensor given = Tensor.ofInts(Shape.of(2), 3, 1);
      new Trial(new LastStep(lengths), steps()).with(Lengths.INPUT, given).agrees();
      new Trial(new MeanOverTime(lengths), steps()).with(Lengths.INPUT, given).agrees();
    }
  }

  @Test
  void features_without_time_are_refused() {
    assertThatThrownBy(() -> new Trial(new LastStep(), Trial.random(Shape.of(2, 3), 1)))
        .hasMessage("(LastStep): expected sequences [N, T, features], got [N, 3]. Reshape them.");
  }
}
