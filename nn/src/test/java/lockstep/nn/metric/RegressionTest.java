package lockstep.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RegressionTest {

  @Test
  void figures_are_those_of_scikit_learn() {
    var metric = new Regression(1);
    float[] targets = {3, -0.5f, 2, 7};
    float[] predictions = {2.5f, 0, 2, 8};
    for (int i = 0; i < targets.length; i++) {
      metric.add(predictions[i], targets[i]);
    }
    assertThat(metric.mae()).isEqualTo(0.5);
    assertThat(metric.mse()).isEqualTo(0.375);
    assertThat(metric.rmse()).isEqualTo(0.6123724356957945, within(1e-15));
    assertThat(metric.r2()).isEqualTo(0.9486081370449679, within(1e-15));
    assertThat(metric.scores()).extracting(Score::name).containsExactly("mae", "mse", "rmse", "r2");
    assertThat(metric.scores().getFirst().low()).isLessThan(0.5);
  }

  @Test
  void several_outputs_are_averaged() {
    var metric = new Regression(2);
    metric.add(new float[] {0, 2}, new float[] {0.5f, 1});
    metric.add(new float[] {-1, 2}, new float[] {-1, 1});
    metric.add(new float[] {8, -5}, new float[] {7, -6});
    assertThat(metric.mae()).isEqualTo(0.75);
    assertThat(metric.mse()).isEqualTo(4.25 / 6, within(1e-15));
    assertThat(metric.r2()).isEqualTo(0.9368005266622779, within(1e-14));
  }

  @Test
  void many_outputs_have_the_same_figures_without_an_interval_of_r2() {
    var wide = new Regression(17);
    var narrow = new Regression(1);
    for (int i = 0; i < 50; i++) {
      float target = 1000 + i % 7;
      float prediction = target + (i % 3 - 1) * 0.5f;
      float[] targets = new float[17];
      float[] predictions = new float[17];
      Arrays.fill(targets, target);
      Arrays.fill(predictions, prediction);
      wide.add(predictions, targets);
      narrow.add(prediction, target);
    }
    assertThat(wide.r2()).isEqualTo(narrow.r2(), within(1e-12));
    assertThat(wide.mse()).isEqualTo(narrow.mse(), within(1e-12));
    assertThat(wide.scores().get(3).low()).isNaN();
    assertThat(wide.scores().get(3).value()).isEqualTo(wide.r2());
    assertThat(wide.notes()).containsExactly("R² has no interval with more than 16 outputs.");
  }

  @Test
  void equal_targets_have_r2_one_where_met_and_zero_where_not() {
    var met = new Regression(1);
    var missed = new Regression(1);
    for (int i = 0; i < 3; i++) {
      met.add(2, 2);
      missed.add(2 + i, 2);
    }
    assertThat(met.r2()).isEqualTo(1);
    assertThat(missed.r2()).isZero();
  }

  @Test
  void one_sample_has_no_r2() {
    var metric = new Regression(1);
    metric.add(1, 2);
    assertThat(metric.r2()).isNaN();
    assertThat(metric.notes()).containsExactly("R² is not defined for fewer than two samples.");
  }

  @Test
  void another_count_of_outputs_is_refused() {
    assertThatThrownBy(() -> new Regression(2).add(1, 2))
        .hasMessage("Regression: expected 2 outputs, got 1 and targets 1.");
  }

  @Test
  void the_worst_are_farthest_off() {
    var metric = new Regression(1);
    metric.add(1, 2);
    metric.add(5, 1);
    metric.add(3, 3);
    assertThat(metric.worst(2)).containsExactly(1, 0);
  }
}
