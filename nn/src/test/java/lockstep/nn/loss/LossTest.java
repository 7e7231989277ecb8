package lockstep.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lockstep.nn.layer.Probe;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LossTest {

  private static final Offset<Float> CLOSE = within(2e-6f);

  private static Probe probe(Loss loss, int... example) {
    Probe probe = Probe.train(loss::lower, Shape.batch(example));
    assertThat(probe.shape()).isEqualTo(Shape.scalar());
    assertThat(probe.variables()).isEmpty();
    return probe;
  }

  private static Tensor rows(int columns, float... values) {
    return Probe.floats(List.of(values.length / columns, columns), values);
  }

  @Test
  void cross_entropy_is_the_mean_over_labels() {
    Tensor logits = rows(2, 0, 0, 0, (float) Math.log(3));
    Tensor labels = Tensor.ofInts(Shape.of(2), 0, 1);
    // −log ½ and −log ¾
    assertThat(probe(new CrossEntropy(), 2).loss(logits, labels))
        .isCloseTo((0.6931472f + 0.2876821f) / 2, CLOSE);
    // With weights 1 and 3 the mean is weighted.
    assertThat(probe(new CrossEntropy().weighted(1, 3), 2).loss(logits, labels))
        .isCloseTo((0.6931472f + 3 * 0.2876821f) / 4, CLOSE);
    assertThat(probe(new CrossEntropy(0, 1), 2).loss(logits, labels)).isCloseTo(0.6931472f, CLOSE);
    assertThatThrownBy(() -> probe(new CrossEntropy().weighted(1, 3), 5))
        .hasMessage(
            "net (CrossEntropy): expected logits of the 2 classes that have weights, got [N, 5]."
                + " Give each class a weight.");
  }

  @Test
  void soft_cross_entropy_takes_distributions() {
    // −½·log ¼ − ½·log ¾
    assertThat(
            probe(new SoftCrossEntropy(), 2)
                .loss(rows(2, 0, (float) Math.log(3)), rows(2, 0.5f, 0.5f)))
        .isCloseTo(0.5f * (1.3862944f + 0.2876821f), CLOSE);
  }

  @Test
  void binary_cross_entropy_neither_overflows_nor_loses_its_slope_at_zero() {
    Probe probe = probe(new BinaryCrossEntropy(), 4);
    Tensor logits = rows(4, 0, 0, 200, -200);
    assertThat(probe.loss(logits, rows(4, 1, 0, 1, 0))).isCloseTo(2 * 0.6931472f / 4, CLOSE);
    assertThat(probe.loss(logits, rows(4, 1, 0, 0, 1)))
        .isCloseTo((2 * 0.6931472f + 400) / 4, within(1e-4f));
    assertThat(probe.gradient(logits, rows(4, 1, 0, 0, 1)))
        .containsExactly(-0.125f, 0.125f, 0.25f, -0.25f);
    // −3·log sigmoid(0)
    assertThat(probe(new BinaryCrossEntropy(3), 1).loss(rows(1, 0), rows(1, 1)))
        .isCloseTo(3 * 0.6931472f, CLOSE);
  }

  @Test
  void distances_follow_their_formulas() {
    Tensor prediction = rows(2, 1, 2, 3, -4);
    Tensor target = rows(2, 1, 2.5f, 1, 0);
    // Off by 0, −½, 2, −4.
    assertThat(probe(new MeanSquared(), 2).loss(prediction, target))
        .isCloseTo((0.25f + 4 + 16) / 4, CLOSE);
    assertThat(probe(new MeanAbsolute(), 2).loss(prediction, target)).isCloseTo(6.5f / 4, CLOSE);
    assertThat(probe(new Huber(), 2).loss(prediction, target))
        .isCloseTo((0.125f + 1.5f + 3.5f) / 4, CLOSE);
    assertThat(probe(new Huber(3), 2).loss(prediction, target))
        .isCloseTo((0.125f + 2 + 3 * (4 - 1.5f)) / 4, CLOSE);
    assertThat(probe(new Huber(), 2).gradient(prediction, target))
        .containsExactly(0, -0.125f, 0.25f, -0.25f);
    assertThatThrownBy(() -> new Huber(0))
        .hasMessage("Huber.delta: expected a number greater than 0, got 0.0.");
  }

  @Test
  void cosine_sees_directions_only_and_bears_zeros() {
    Probe probe = probe(new Cosine(), 2);
    // Cosines 1, 0, −1 and, of a row of zeros, 0.
    Tensor prediction = rows(2, 3, 4, 1, 0, 1, 1, 0, 0);
    Tensor target = rows(2, 6, 8, 0, 5, -2, -2, 1, 1);
    assertThat(probe.loss(prediction, target)).isCloseTo(1, CLOSE);
    assertThat(probe.gradient(prediction, target)).doesNotContain(Float.NaN);
  }

  @Test
  void kullback_leibler_is_zero_for_equals_and_bears_zero_probabilities() {
    Probe probe = probe(new KullbackLeibler(), 2);
    float half = (float) Math.log(0.5);
    assertThat(probe.loss(rows(2, half, half), rows(2, 0.5f, 0.5f))).isCloseTo(0, CLOSE);
    // 1·(log 1 − log ½)
    assertThat(probe.loss(rows(2, half, half), rows(2, 1, 0))).isCloseTo(0.6931472f, CLOSE);
  }

  @Test
  void a_loss_says_that_its_target_is_asked_for_in_two_shapes() {
    assertThatThrownBy(() ->
            Probe.train(
                (g, x) -> {
                  g.input(Loss.TARGET, x.dtype(), Shape.batch(7));
                  return new MeanSquared().lower(g, x);
                },
                Shape.batch(2)))
        .hasMessage(
            "input `target`: expected [N, 7] as before, got [N, 2]."
                + " Give one of the two another name.");
  }
}
