package lockstep.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import lockstep.nn.json.Json;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationTest {

  private static Score score(List<Score> scores, String name) {
    return scores.stream().filter(score -> score.name().equals(name)).findFirst().orElseThrow();
  }

  private static float[] surelyOf(int classes, int said) {
    float[] logits = new float[classes];
    logits[said] = 3;
    return logits;
  }

  private static Classification of(int classes, int[] truths, int[] said) {
    var metric = new Classification(classes);
    for (int i = 0; i < truths.length; i++) {
      metric.addLogits(surelyOf(classes, said[i]), truths[i]);
    }
    return metric;
  }

  /// The example of scikit-learn's documentation.
  private static Classification documented() {
    return of(3, new int[] {0, 1, 2, 0, 1, 2}, new int[] {0, 2, 1, 0, 0, 1});
  }

  @Test
  void averages_are_those_of_scikit_learn() {
    List<Score> scores = documented().scores();
    assertThat(score(scores, "accuracy").value()).isEqualTo(2 / 6.0);
    assertThat(score(scores, "macro precision").value()).isEqualTo(2 / 9.0, within(1e-15));
    assertThat(score(scores, "macro recall").value()).isEqualTo(1 / 3.0, within(1e-15));
    assertThat(score(scores, "macro f1").value()).isEqualTo(0.8 / 3, within(1e-15));
    assertThat(score(scores, "weighted f1").value()).isEqualTo(0.8 / 3, within(1e-15));
    assertThat(scores).extracting(Score::name).doesNotContain("top-5");
  }

  @Test
  void a_class_that_never_occurs_is_left_out_of_averages() {
    // Class 3 is neither right nor said; class 2 is said only.
    List<Score> scores = of(4, new int[] {0, 0, 1, 1}, new int[] {0, 2, 1, 1}).scores();
    assertThat(score(scores, "macro precision").value()).isEqualTo(2 / 3.0, within(1e-15));
    assertThat(score(scores, "macro recall").value()).isEqualTo(0.5, within(1e-15));
    assertThat(score(scores, "macro f1").value()).isEqualTo((2 / 3.0 + 1) / 3, within(1e-15));
    assertThat(score(scores, "weighted precision").value()).isEqualTo(1);
    assertThat(score(scores, "weighted f1").value()).isEqualTo((2 / 3.0 + 1) / 2, within(1e-15));
  }

  @Test
  void each_class_has_its_own_figures() {
    List<ClassScores> each = documented().perClass(0);
    assertThat(each).extracting(ClassScores::support).containsExactly(2L, 2L, 2L);
    assertThat(each.getFirst().precision().value()).isEqualTo(2 / 3.0, within(1e-15));
    assertThat(each.getFirst().recall().value()).isEqualTo(1);
    assertThat(each.getFirst().f1().value()).isEqualTo(0.8, within(1e-15));
    assertThat(each.get(1).f1().value()).isZero();
  }

  @Test
  void two_classes_have_the_figures_of_the_second() {
    Classification metric = of(2, new int[] {1, 1, 1, 0}, new int[] {1, 1, 0, 1});
    assertThat(metric.scores())
        .extracting(Score::name)
        .endsWith("ROC-AUC", "precision of 1", "recall of 1", "f1 of 1");
    assertThat(score(metric.scores(), "f1 of 1").value()).isEqualTo(2 / 3.0, within(1e-15));
  }

  @Test
  void log_loss_of_probabilities_is_that_of_scikit_learn() {
    var metric = new Classification(List.of("ham", "spam"));
    metric.addProbabilities(new float[] {.1f, .9f}, 1);
    metric.addProbabilities(new float[] {.9f, .1f}, 0);
    metric.addProbabilities(new float[] {.8f, .2f}, 0);
    metric.addProbabilities(new float[] {.35f, .65f}, 1);
    assertThat(metric.logLoss()).isEqualTo(0.21616187468057912, within(1e-7));
  }

  @Test
  void log_loss_of_large_logits_is_finite_and_exact() {
    var metric = new Classification(2);
    metric.addLogits(new float[] {1000, 0}, 1);
    assertThat(metric.logLoss()).isEqualTo(1000);
    var sure = new Classification(2);
    sure.addLogits(new float[] {50, 0}, 0);
    assertThat(sure.logLoss()).isEqualTo(StrictMath.exp(-50), within(1e-30)).isPositive();
  }

  @Test
  void an_impossible_class_that_is_right_costs_the_most_that_is_counted() {
    var metric = new Classification(2);
    metric.addProbabilities(new float[] {1, 0}, 1);
    assertThat(metric.logLoss()).isEqualTo(52 * StrictMath.log(2), within(1e-12));
  }

  @Test
  void binary_area_is_that_of_scikit_learn() {
    var metric = new Classification(2);
    float[] scores = {.1f, .4f, .35f, .8f};
    int[] truths = {0, 0, 1, 1};
    for (int i = 0; i < scores.length; i++) {
      metric.addProbabilities(new float[] {1 - scores[i], scores[i]}, truths[i]);
    }
    assertThat(score(metric.scores(), "ROC-AUC").value()).isEqualTo(0.75);
    assertThat(metric.rocAuc(0)).isEqualTo(0.75);
  }

  @Test
  void a_tie_is_half_a_win() {
    var metric = new Classification(2);
    float[] scores = {0, 0, 0, 1};
    int[] truths = {0, 1, 0, 1};
    for (int i = 0; i < scores.length; i++) {
      metric.addLogits(new float[] {0, scores[i]}, truths[i]);
    }
    assertThat(metric.rocAuc(1)).isEqualTo(0.75);
  }

  @Test
  void scores_near_certainty_still_rank() {
    var metric = new Classification(2);
    metric.addLogits(new float[] {0, 60}, 0);
    metric.addLogits(new float[] {0, 70}, 1);
    assertThat(metric.rocAuc(1)).isEqualTo(1);
  }

  @Test
  void one_versus_rest_area_counts_every_pair() {
    var random = new SplittableRandom(7);
    var metric = new Classification(3);
    int samples = 60;
    float[][] rows = new float[samples][3];
    int[] truths = new int[samples];
    for (int i = 0; i < samples; i++) {
      // Few levels, so that there are many ties.
      float a = random.nextInt(4) / 8f;
      float b = random.nextInt(4) / 8f;
      rows[i] = new float[] {a, b, 1 - a - b};
      truths[i] = random.nextInt(3);
      metric.addProbabilities(rows[i], truths[i]);
    }
    double mean = 0;
    for (int c = 0; c < 3; c++) {
      double area = pairs(rows, truths, c);
      assertThat(metric.rocAuc(c)).isEqualTo(area, within(1e-14));
      mean += area / 3;
    }
    assertThat(score(metric.scores(), "ROC-AUC").value()).isEqualTo(mean, within(1e-14));
  }

  private static double pairs(float[][] rows, int[] truths, int c) {
    double wins = 0;
    int pairs = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        if (truths[i] == c && truths[j] != c) {
          pairs++;
          wins += rows[i][c] > rows[j][c] ? 1 : rows[i][c] == rows[j][c] ? 0.5 : 0;
        }
      }
    }
    return wins / pairs;
  }

  @Test
  void an_area_of_one_class_alone_is_not_defined_and_a_note_says_why() {
    Classification metric = of(2, new int[] {1, 1}, new int[] {1, 0});
    Score area = score(metric.scores(), "ROC-AUC");
    assertThat(area.isDefined()).isFalse();
    assertThat(area.low()).isNaN();
    assertThat(area.text()).isEqualTo("ROC-AUC not defined");
    assertThat(metric.notes())
        .containsExactly(
            "No sample is of 0.",
            "ROC-AUC is not defined where all samples are of one class: nothing can be ranked below"
                + " or above them.");
    assertThat(metric.json(0).text())
        .contains("{\"name\":\"ROC-AUC\",\"value\":null,\"low\":null,\"high\":null}");
  }

  @Test
  void calibration_error_weighs_bins_by_their_samples() {
    var metric = new Classification(2);
    // Bin (0.6, 0.667] holds one that is right; bin (0.8, 0.867] two, one of them right.
    metric.addProbabilities(new float[] {.625f, .375f}, 0);
    metric.addProbabilities(new float[] {.8125f, .1875f}, 0);
    metric.addProbabilities(new float[] {.8125f, .1875f}, 1);
    double expected = (1 - .625) / 3 + Math.abs(.5 - .8125) * 2 / 3;
    assertThat(score(metric.scores(), "calibration error").value())
        .isEqualTo(expected, within(1e-12));
  }

  @Test
  void the_first_of_equal_classes_counts_as_more_likely() {
    var metric = new Classification(6);
    for (int truth = 0; truth < 6; truth++) {
      metric.addLogits(new float[6], truth);
    }
    assertThat(metric.accuracy()).isEqualTo(1 / 6.0);
    assertThat(metric.topK(2)).isEqualTo(2 / 6.0);
    assertThat(score(metric.scores(), "top-5").value()).isEqualTo(5 / 6.0);
  }

  @Test
  void worst_samples_come_with_their_index() {
    var metric = new Classification(2);
    metric.addLogits(new float[] {2, 0}, 0);
    metric.addLogits(new float[] {5, 0}, 1);
    metric.addLogits(new float[] {1, 0}, 1);
    assertThat(metric.worst(2)).extracting(Matched::index).containsExactly(1, 2);
    Matched worst = metric.worst(1).getFirst();
    assertThat(worst.loss()).isEqualTo(5 + StrictMath.log1p(StrictMath.exp(-5)), within(1e-12));
    assertThat(worst.predicted()).isZero();
  }

  @Test
  void the_most_confused_pairs_stand_in_a_table() {
    var metric = new Classification(List.of("cat", "dog", "horse"));
    for (int said : new int[] {1, 1, 0}) {
      metric.addLogits(surelyOf(3, said), 0);
    }
    metric.addLogits(surelyOf(3, 0), 2);
    assertThat(metric.confusion().text(5).lines())
        .containsExactly(
            "is     said     times  of the class",
            "cat    dog          2        66.7 %",
            "horse  cat          1       100.0 %");
  }

  @Test
  void a_batch_of_tensors_adds_its_rows() {
    var metric = new Classification(2);
    metric.addLogits(Tensor.of(Shape.of(2, 2), 1, 0, 0, 1), Tensor.ofInts(Shape.of(2), 0, 0));
    assertThat(metric.count()).isEqualTo(2);
    assertThat(metric.accuracy()).isEqualTo(0.5);
    assertThatThrownBy(() ->
            metric.addLogits(Tensor.of(Shape.of(1, 3), 1, 2, 3), Tensor.ofInts(Shape.of(1), 0)))
        .hasMessage("Classification: expected 2 logits for each of [1], got [1, 3].");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void an_unusable_logit_is_refused(float logit) {
    assertThatThrownBy(() -> new Classification(2).addLogits(new float[] {0, logit}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Classification: expected finite logits for sample 0, got [0.0, " + logit + "].");
  }

  @Test
  void probabilities_must_add_up() {
    assertThatThrownBy(() -> new Classification(2).addProbabilities(new float[] {.5f, .6f}, 0))
        .hasMessage(
            "Classification: expected probabilities with the sum 1 for sample 0, got [0.5, 0.6].");
    assertThatThrownBy(() -> new Classification(2).addLogits(new float[] {0, 1}, 2))
        .hasMessage("Classification: expected a class within 0 and 1, got 2.");
  }

  @Test
  void no_samples_have_no_figures() {
    assertThatThrownBy(() -> new Classification(2).scores())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("metric: expected samples, none was added.");
  }

  @Test
  void json_parses_and_keeps_the_confusion_matrix() {
    var fields = (Json.Fields) Json.parse(documented().json(1).pretty());
    assertThat(fields.get("confusion").text()).isEqualTo("[[2,0,0],[1,0,1],[0,2,0]]");
    assertThat(((Json.Items) fields.get("classes")).items()).hasSize(3);
    assertThat(fields.get("samples").text()).isEqualTo("6");
  }

  @Test
  void the_most_doubtful_have_the_least_between_the_two_best() {
    var metric = new Classification(3);
    metric.addProbabilities(new float[] {0.9f, 0.1f, 0}, 0);
    metric.addProbabilities(new float[] {0.4f, 0.15f, 0.45f}, 0);
    metric.addProbabilities(new float[] {0.5f, 0.3f, 0.2f}, 2);
    assertThat(metric.doubtful(2)).extracting(Doubted::index).containsExactly(1, 2);
    Doubted first = metric.doubtful(1).getFirst();
    assertThat(List.of(first.truth(), first.predicted(), first.second())).containsExactly(0, 2, 0);
    assertThat(first.confidence()).isCloseTo(0.45, within(1e-6));
    assertThat(first.secondConfidence()).isCloseTo(0.4, within(1e-6));
  }

  @Test
  void reliability_is_what_the_calibration_error_is_made_of() {
    var metric = new Classification(2);
    for (int i = 0; i < 10; i++) {
      metric.addProbabilities(new float[] {0.8f, 0.2f}, i < 6 ? 0 : 1);
    }
    metric.addProbabilities(new float[] {0.45f, 0.55f}, 1);
    assertThat(metric.reliability()).hasSize(2);
    Reliability sure = metric.reliability().getLast();
    assertThat(sure.count()).isEqualTo(10);
    assertThat(sure.accuracy()).isEqualTo(0.6);
    assertThat(sure.confidence()).isCloseTo(0.8, within(1e-6)).isBetween(sure.from(), sure.to());
    double error =
        metric.reliability().stream()
                .mapToDouble(bin -> bin.count() * Math.abs(bin.accuracy() - bin.confidence()))
                .sum()
            / metric.count();
    Score told =
        metric.scores().stream()
            .filter(score -> score.name().equals("calibration error"))
            .findFirst()
            .orElseThrow();
    assertThat(told.value()).isCloseTo(error, within(1e-12));
  }

  @Test
  void figures_change_with_each_sample_that_is_added() {
    var metric = new Classification(2);
    metric.addLogits(new float[] {1, 0}, 0);
    assertThat(metric.scores().getFirst().value()).isEqualTo(1);
    metric.addLogits(new float[] {1, 0}, 1);
    assertThat(metric.scores().getFirst().value()).isEqualTo(0.5);
  }
}
