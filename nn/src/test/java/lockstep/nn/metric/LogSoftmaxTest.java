package lockstep.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogSoftmaxTest {

  @Test
  void probabilities_are_those_of_the_formula() {
    double sum = StrictMath.exp(1) + StrictMath.exp(2) + StrictMath.exp(3);
    for (int i = 0; i < 3; i++) {
      double expected = StrictMath.exp(i + 1) / sum;
      assertThat(LogSoftmax.probability(i, 1, 2, 3)).isEqualTo(expected, within(1e-16));
      assertThat(LogSoftmax.of(i, 1, 2, 3)).isEqualTo(StrictMath.log(expected), within(1e-15));
      assertThat(LogSoftmax.margin(i, 1, 2, 3))
          .isEqualTo(StrictMath.log(expected / (1 - expected)), within(1e-14));
    }
  }

  @Test
  void near_certainty_keeps_its_digits() {
    assertThat(-LogSoftmax.of(0, 40, 0)).isEqualTo(StrictMath.exp(-40), within(1e-30));
    assertThat(LogSoftmax.of(1, 3e38f, -3e38f)).isEqualTo(-2.0 * 3e38f);
  }

  @Test
  void an_impossible_class_has_probability_zero() {
    assertThat(LogSoftmax.of(1, 0, Float.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(LogSoftmax.probability(1, 0, Float.NEGATIVE_INFINITY)).isZero();
    assertThat(LogSoftmax.margin(0, 0, Float.NEGATIVE_INFINITY)).isPositive().isInfinite();
  }
}
