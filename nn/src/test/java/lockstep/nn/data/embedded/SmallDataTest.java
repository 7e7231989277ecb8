package lockstep.nn.data.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SmallDataTest {

  static Stream<Arguments> sets() {
    return Stream.of(
        Arguments.of(Spirals.train(1), 1_500, "spirals train 7", "6e8ecc78"),
        Arguments.of(Spirals.test(1), 600, "spirals test 7", "826633b6"),
        Arguments.of(Waves.train(1), 3_141, "waves train 7", "6e459c1e"),
        Arguments.of(Waves.test(1), 789, "waves test 7", "1d86a11d"),
        Arguments.of(Echo.train(1), 4_000, "echo train 7", "10fd19ba"),
        Arguments.of(Echo.test(1), 500, "echo test 7", "6158aaa"));
  }

  @ParameterizedTest
  @MethodSource("sets")
  void data_is_the_same_bits_everywhere(Dataset data, int size, String eighth, String fingerprint) {
    assertThat(data.size()).isEqualTo(size);
    assertThat(data.get(7).origin()).isEqualTo(eighth);
    assertThat(Fingerprint.of(data.get(7))).isEqualTo(Fingerprint.of(data.get(7)));
    assertThat(Fingerprint.of(data)).isEqualTo(fingerprint);
    assertThatThrownBy(() -> data.get(size)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void a_seed_makes_other_data() {
    assertThat(Fingerprint.of(Spirals.train(2))).isNotEqualTo(Fingerprint.of(Spirals.train(1)));
    assertThat(Fingerprint.of(Waves.train(2))).isNotEqualTo(Fingerprint.of(Waves.train(1)));
    assertThat(Fingerprint.of(Echo.train(2))).isNotEqualTo(Fingerprint.of(Echo.train(1)));
  }

  @Test
  void the_arms_of_a_spiral_lie_apart() {
    Dataset train = Spirals.train(1);
    Dataset test = Spirals.test(1);
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      right += classOf(nearest(train, test.get(i))) == classOf(test.get(i)) ? 1 : 0;
    }
    assertThat(right).isGreaterThan(590);
  }

  @Test
  void what_follows_a_window_is_where_the_next_window_goes_on() {
    Dataset waves = Waves.train(1, 5, 3);
    float[] target = ((Numbers) waves.get(10).target()).values();
    float[] later = ((Numbers) waves.get(15).input()).values();
    assertThat(target).containsExactly(Arrays.copyOf(later, 3));
  }

  @Test
  void nothing_that_is_tested_was_learnt() {
    Dataset train = Waves.train(1, 5, 3);
    Dataset test = Waves.test(1, 5, 3);
    assertThat(train.size()).isEqualTo(Waves.LEARNT - 7);
    assertThat(test.size()).isEqualTo(Waves.LENGTH - Waves.LEARNT - 2);
    // The first window to test with is made of the last moments that were learnt.
    float[] last = ((Numbers) train.get(train.size() - 1).target()).values();
    float[] first = ((Numbers) test.get(0).input()).values();
    assertThat(Arrays.copyOfRange(first, 2, 5)).containsExactly(last);
  }

  @Test
  void an_echo_repeats_after_its_delay() {
    Sample sample = Echo.test(1, 5, 8, 2).get(3);
    int[] heard = ((Tokens) sample.input()).values();
    int[] echoed = ((Tokens) sample.target()).values();
    assertThat(heard).hasSize(8).doesNotContain(0);
    assertThat(Arrays.stream(heard).max()).hasValue(4);
    assertThat(Arrays.copyOf(echoed, 2)).containsOnly(0);
    assertThat(Arrays.copyOfRange(echoed, 2, 8)).containsExactly(Arrays.copyOf(heard, 6));
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> Waves.train(1, 0, 1))
        .hasMessage(
            "waves: expected a window and moments ahead of 1 or more, together at most 800, got 0"
                + " and 1.");
    assertThatThrownBy(() -> Echo.train(1, 9, 20, 21))
        .hasMessage(
            "echo: expected 2 tokens or more, a length of 1 or more and a delay within it, got 9"
                + " tokens, length 20, delay 21.");
  }

  private static int classOf(Sample sample) {
    return ((Tokens) sample.target()).values()[0];
  }

  private static Sample nearest(Dataset train, Sample sample) {
    float[] point = ((Numbers) sample.input()).values();
    Sample nearest = train.get(0);
    double least = Double.MAX_VALUE;
    for (int i = 0; i < train.size(); i++) {
      Sample other = train.get(i);
      float[] place = ((Numbers) other.input()).values();
      double distance = Math.hypot(place[0] - point[0], place[1] - point[1]);
      if (distance < least) {
        least = distance;
        nearest = other;
      }
    }
    return nearest;
  }
}
