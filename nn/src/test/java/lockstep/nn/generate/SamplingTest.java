package lockstep.nn.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {

  /// Probabilities of 0.2, 0.5, 0.0, 0.3.
  private static final float[] LOGITS = {
    (float) Math.log(2), (float) Math.log(5), Float.NEGATIVE_INFINITY, (float) Math.log(3)
  };

  /// How often each token is chosen, of a hundred random numbers with equal steps between.
  private static int[] counts(Sampling sampling, float... logits) {
    int[] counts = new int[logits.length];
    IntStream.range(0, 100).forEach(i -> counts[sampling.choose(logits, (i + 0.5) / 100)]++);
    return counts;
  }

  @Test
  void tokens_are_chosen_as_often_as_their_probability_says() {
    assertThat(counts(Sampling.at(1), LOGITS)).containsExactly(20, 50, 0, 30);
  }

  @Test
  void temperature_0_and_the_single_likeliest_choose_alike() {
    assertThat(counts(Sampling.greedy(), LOGITS)).containsExactly(0, 100, 0, 0);
    assertThat(counts(Sampling.at(5).topK(1), LOGITS)).containsExactly(0, 100, 0, 0);
    assertThat(counts(Sampling.at(5).topP(0.01), LOGITS)).containsExactly(0, 100, 0, 0);
  }

  @Test
  void of_equals_the_first_is_the_likeliest() {
    assertThat(counts(Sampling.greedy(), 1, 2, 2)).containsExactly(0, 100, 0);
    assertThat(counts(Sampling.at(1).topK(2), 2, 2, 2)).containsExactly(50, 50, 0);
  }

  @Test
  void a_low_temperature_prefers_the_likely_and_a_high_one_evens_out() {
    // 4 : 25 : 0 : 9
    assertThat(counts(Sampling.at(0.5), LOGITS)).containsExactly(11, 66, 0, 23);
    assertThat(counts(Sampling.at(1e6), LOGITS)).containsExactly(33, 33, 0, 34);
    assertThat(counts(Sampling.at(1e-9), LOGITS)).containsExactly(0, 100, 0, 0);
  }

  @Test
  void top_k_shares_among_the_k_likeliest() {
    // 5 : 3
    assertThat(counts(Sampling.at(1).topK(2), LOGITS)).containsExactly(0, 63, 0, 37);
    assertThat(counts(Sampling.at(1).topK(100), LOGITS)).containsExactly(20, 50, 0, 30);
  }

  @Test
  void top_p_keeps_the_fewest_that_reach_it() {
    assertThat(counts(Sampling.at(1).topP(0.49), LOGITS)).containsExactly(0, 100, 0, 0);
    assertThat(counts(Sampling.at(1).topP(0.51), LOGITS)).containsExactly(0, 63, 0, 37);
    assertThat(counts(Sampling.at(1).topP(0.81), LOGITS)).containsExactly(20, 50, 0, 30);
  }

  @Test
  void the_largest_random_number_chooses_a_token_too() {
    assertThat(Sampling.at(1).choose(LOGITS, Math.nextDown(1.0))).isZero();
  }

  @Test
  void what_makes_no_sense_is_refused() {
    assertThatThrownBy(() -> Sampling.at(-1))
        .hasMessage("temperature: expected a number of 0 or more, got -1.0.");
    assertThatThrownBy(() -> Sampling.greedy().topK(-2)).hasMessageContaining("top-k: expected 1");
    assertThatThrownBy(() -> Sampling.greedy().topP(0)).hasMessageContaining("top-p: expected a");
    assertThatThrownBy(() -> Sampling.greedy().choose(new float[] {Float.NaN}, 0))
        .hasMessageContaining("expected finite numbers, got NaN");
    assertThatThrownBy(() -> Sampling.at(1).choose(new float[] {Float.NEGATIVE_INFINITY}, 0))
        .hasMessageContaining("got none");
  }
}
