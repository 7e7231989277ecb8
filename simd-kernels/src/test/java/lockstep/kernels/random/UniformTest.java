package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UniformTest {

  private static final int COUNT = 1 << 20;
  private static final double ROOT = Math.sqrt(COUNT);

  private static float[] draw(long seed, long stream, float low, float high) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_FLOAT, COUNT);
      Uniform.fill(seed, stream, 0, low, high, out.address(), COUNT);
      return out.toArray(JAVA_FLOAT);
    }
  }

  @Test
  void the_moments_are_those_of_the_distribution() {
    float[] sample = draw(1, 2, -1, 1);
    double[] moments = new double[5];
    for (float x : sample) {
      for (int k = 1; k <= 4; k++) {
        moments[k] += Math.pow(x, k) / COUNT;
      }
    }
    // The variance of xᵏ is 1 / (2k + 1), less 1 / (k + 1)² for even k.
    assertThat(moments[1]).as("mean").isCloseTo(0, within(5 / Math.sqrt(3) / ROOT));
    assertThat(moments[2]).isCloseTo(1.0 / 3, within(5 * Math.sqrt(1 / 5.0 - 1 / 9.0) / ROOT));
    assertThat(moments[3]).isCloseTo(0, within(5 / Math.sqrt(7) / ROOT));
    assertThat(moments[4]).isCloseTo(1.0 / 5, within(5 * Math.sqrt(1 / 9.0 - 1 / 25.0) / ROOT));
  }

  /// Chi-square of 255 degrees of freedom, whose deviation is √510: far too even is as suspicious.
  @Test
  void all_of_256_bins_are_equally_full() {
    int[] bins = new int[256];
    for (float x : draw(3, 4, 0, 1)) {
      bins[(int) (x * 256)]++;
    }
    double expected = COUNT / 256.0;
    double chi = 0;
    for (int bin : bins) {
      chi += (bin - expected) * (bin - expected) / expected;
    }
    assertThat(chi).isCloseTo(255, within(5 * Math.sqrt(510)));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "-3, 5", "0.1, 0.3", "-2e38, 1e38", "0, 1e-44", "-1e-3, 0"})
  void low_is_reached_and_high_is_not(float low, float high) {
    assertThat(Uniform.value(0, low, high)).isEqualTo(low);
    for (int below = 0; below < 100_000; below++) {
      assertThat(Uniform.value(-1 - below, low, high) < high).isTrue();
    }
    assertThat(Uniform.value(-1, low, high)).isGreaterThanOrEqualTo(low + (high - low) * 0.8f);
  }

  @ParameterizedTest
  @ValueSource(floats = {1, -1, 1e30f, 0})
  void between_neighbours_there_is_only_the_lower(float low) {
    for (int word = Integer.MIN_VALUE; word < 2_000_000_000; word += 90_000_001) {
      assertThat(Uniform.value(word, low, Math.nextUp(low))).isEqualTo(low);
    }
  }

  @Test
  void the_largest_of_zero_to_one_is_one_step_of_24_bits_below() {
    assertThat(Uniform.value(-1, 0, 1)).isEqualTo(1 - 0x1p-24f);
    assertThat(Uniform.value(256, 0, 1)).isEqualTo(0x1p-24f);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, 0, 0", // seeds
    "0, 0, 4294967296, 0, 0",
    "0, 0, 0, 1, 0", // streams
    "5, 8, 5, 9, 0",
    "5, 0, 5, 4294967296, 0",
    "1, 2, 2, 1, 0",
    "0, 0, 0, 0, 1", // lags
    "0, 0, 0, 0, 2",
    "0, 0, 0, 0, 4",
    "0, 0, 0, 0, 1024",
  })
  void sequences_are_uncorrelated(
      long seed, long stream, long otherSeed, long otherStream, int lag) {
    float[] x = draw(seed, stream, -1, 1);
    float[] y = draw(otherSeed, otherStream, -1, 1);
    double sum = 0;
    for (int i = 0; i < COUNT; i++) {
      sum += (double) x[i] * y[(i + lag) % COUNT];
    }
    // Each product has the deviation ⅓.
    assertThat(sum / COUNT).isCloseTo(0, within(5 / 3.0 / ROOT));
  }
}
