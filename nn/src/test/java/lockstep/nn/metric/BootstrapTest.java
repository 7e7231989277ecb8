package lockstep.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  private static Classification simulated(int samples, int classes, double right) {
    var random = new SplittableRandom(3);
    var metric = new Classification(classes);
    float[] logits = new float[classes];
    for (int i = 0; i < samples; i++) {
      int truth = random.nextInt(classes);
      for (int c = 0; c < classes; c++) {
        logits[c] = (float) random.nextDouble();
      }
      int said = random.nextDouble() < right ? truth : (truth + 1) % classes;
      logits[said] = 2;
      metric.addLogits(logits, truth);
    }
    return metric;
  }

  @Test
  void the_interval_of_an_accuracy_is_that_of_a_binomial() {
    Score accuracy = simulated(2000, 10, 0.9).scores().getFirst();
    double deviation = Math.sqrt(accuracy.value() * (1 - accuracy.value()) / 2000);
    assertThat(accuracy.low()).isEqualTo(accuracy.value() - 1.96 * deviation, within(0.002));
    assertThat(accuracy.high()).isEqualTo(accuracy.value() + 1.96 * deviation, within(0.002));
  }

  @Test
  void a_seed_gives_the_same_interval_again_and_another_seed_another() {
    Classification metric = simulated(300, 3, 0.8);
    assertThat(metric.scores(5)).isEqualTo(metric.scores(5)).isNotEqualTo(metric.scores(6));
  }

  @Test
  void every_score_is_within_its_interval() {
    assertThat(simulated(500, 6, 0.7).scores())
        .allSatisfy(score -> assertThat(score.low()).isBetween(0.0, score.high()))
        .filteredOn(score -> !score.name().equals("calibration error"))
        .allSatisfy(score -> assertThat(score.value()).isBetween(score.low(), score.high()));
  }

  @Test
  void quantiles_lie_between_neighbours_by_distance() {
    double[] sorted = {0, 10, 20, 30};
    assertThat(Bootstrap.quantile(sorted, 0.5)).isEqualTo(15);
    assertThat(Bootstrap.quantile(sorted, 0.025)).isEqualTo(0.75, within(1e-12));
    assertThat(Bootstrap.quantile(sorted, 1)).isEqualTo(30);
    assertThat(Bootstrap.quantile(new double[0], 0.5)).isNaN();
  }

  @Test
  void intervals_of_ten_thousand_samples_take_no_time_to_speak_of() {
    Classification many = simulated(10_000, 40, 0.9);
    Classification ranked = simulated(10_000, 10, 0.9);
    many.scores();
    long[] times = new long[2];
    long start = System.nanoTime();
    many.scores(1);
    times[0] = (System.nanoTime() - start) / 1_000_000;
    start = System.nanoTime();
    ranked.scores(1);
    times[1] = (System.nanoTime() - start) / 1_000_000;
    System.out.println("intervals in ms without and with ROC-AUC: " + Arrays.toString(times));
    // Builds share the machine, so only what would be hopeless fails.
    assertThat(times[0]).isLessThan(3000);
  }
}
