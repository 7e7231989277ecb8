package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NormalTest {

  private static final int COUNT = 1 << 20;
  private static final double ROOT = Math.sqrt(COUNT);
  private static final float[] SAMPLE = new float[COUNT];

  @BeforeAll
  static void draw() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_FLOAT, COUNT);
      Normal.fill(42, 7, 0, 0, 1, out.address(), COUNT);
      MemorySegment.copy(out, JAVA_FLOAT, 0, SAMPLE, 0, COUNT);
    }
  }

  private static double moment(int power) {
    double sum = 0;
    for (float x : SAMPLE) {
      sum += Math.pow(x, power);
    }
    return sum / COUNT;
  }

  @Test
  void the_moments_are_those_of_the_distribution() {
    assertThat(moment(1)).as("mean").isCloseTo(0, within(5 / ROOT));
    assertThat(moment(2)).as("variance").isCloseTo(1, within(5 * Math.sqrt(2) / ROOT));
    // Variances of the powers themselves: 15 and 105 − 9.
    assertThat(moment(3)).as("skewness").isCloseTo(0, within(5 * Math.sqrt(15) / ROOT));
    assertThat(moment(4)).as("kurtosis").isCloseTo(3, within(5 * Math.sqrt(96) / ROOT));
  }

  /// Kolmogorov–Smirnov: 2.6 is exceeded once in 400,000 samples.
  @Test
  void the_empirical_distribution_is_normal() {
    float[] sorted = SAMPLE.clone();
    Arrays.sort(sorted);
    double most = 0;
    for (int i = 0; i < COUNT; i++) {
      double p = 0.5 + Gauss.aboveMedian(sorted[i]);
      most = Math.max(most, Math.max(p - (double) i / COUNT, (i + 1.0) / COUNT - p));
    }
    assertThat(most * ROOT).isBetween(0.2, 2.6);
  }

  /// Every 4,099th word, and all at both ends and around the middle and the seam of the two
  /// polynomials.
  @Test
  void a_number_is_within_4e_7_of_the_exact_one_for_its_word() {
    double most = 0;
    for (long w = 0; w <= Integer.MAX_VALUE; w += 4_099) {
      most = Math.max(most, error((int) w));
    }
    int seam = (int) (Math.sqrt(1 - 0x1p-9) * 0x1p31);
    for (int k = 0; k < 50_000; k++) {
      most = Math.max(most, error(k));
      most = Math.max(most, error(Integer.MAX_VALUE - k));
      most = Math.max(most, error(seam - 25_000 + k));
    }
    assertThat(most).isBetween(1e-8, 4e-7);
  }

  /// By one step of Newton's method from the number found, which is exact enough so near.
  private static double error(int word) {
    double x = Normal.value(word, 0, 1);
    double excess =
        x < 1
            ? Gauss.aboveMedian(x) - (word + 0.5) * 0x1p-32
            : (Integer.MAX_VALUE - word + 0.5) * 0x1p-32 - Gauss.upper(x);
    return Math.abs(excess / (Gauss.density(x) * x));
  }

  @Test
  void the_last_word_gives_the_end_of_the_tail() {
    assertThat(Normal.value(Integer.MAX_VALUE, 0, 1)).isCloseTo(6.337958f, within(2e-6f));
  }

  @Test
  void a_word_and_its_complement_give_opposite_numbers() {
    for (long w = 0; w <= Integer.MAX_VALUE; w += 1_000_003) {
      assertThat(Normal.value((int) ~w, 0, 1)).isEqualTo(-Normal.value((int) w, 0, 1));
    }
  }

  @Test
  void mean_and_deviation_shift_and_scale() {
    for (int word = Integer.MIN_VALUE; word < 2_000_000_000; word += 90_000_001) {
      assertThat(Normal.value(word, 3, 0.5f))
          .isEqualTo(Math.fma(Normal.value(word, 0, 1), 0.5f, 3f));
    }
  }
}
