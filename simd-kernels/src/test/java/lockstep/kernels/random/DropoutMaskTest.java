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

class DropoutMaskTest {

  private static final int COUNT = 1 << 20;

  private static float[] mask(float probability) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(JAVA_FLOAT, COUNT);
      DropoutMask.fill(11, 12, 0, probability, out.address(), COUNT);
      return out.toArray(JAVA_FLOAT);
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0.01f, 0.1f, 0.3f, 0.5f, 0.75f, 0.9f, 0.999f})
  void elements_are_dropped_at_the_rate_and_the_others_scaled(float probability) {
    int dropped = 0;
    for (float x : mask(probability)) {
      if (x == 0) {
        dropped++;
      } else {
        assertThat(x).isEqualTo((float) (1 / (1 - (double) probability)));
      }
    }
    double sigma = Math.sqrt(probability * (1.0 - probability) * COUNT);
    assertThat((double) dropped).isCloseTo((double) probability * COUNT, within(5 * sigma));
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1e-10f})
  void probability_zero_and_what_rounds_to_it_keeps_all(float probability) {
    assertThat(DropoutMask.threshold(probability)).isZero();
    assertThat(mask(probability)).containsOnly(1);
  }

  @Test
  void the_highest_probability_drops_all_words_but_256() {
    float highest = Math.nextDown(1f);
    int threshold = DropoutMask.threshold(highest);
    assertThat(threshold).isEqualTo(-256);
    assertThat(DropoutMask.value(-257, threshold, DropoutMask.scale(highest))).isZero();
    assertThat(DropoutMask.value(-256, threshold, DropoutMask.scale(highest))).isEqualTo(0x1p24f);
  }

  @ParameterizedTest
  @CsvSource({"0.5, -2147483648", "0.25, 1073741824", "0.1, 429496736", "2.3283064e-10, 1"})
  void the_threshold_is_the_probability_in_units_of_2_to_minus_32(float probability, int expected) {
    assertThat(DropoutMask.threshold(probability)).isEqualTo(expected);
  }

  @Test
  void a_dropped_infinity_or_nan_is_nan() {
    int count = 4_096;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocate(JAVA_FLOAT, count);
      MemorySegment out = arena.allocate(JAVA_FLOAT, count);
      for (int i = 0; i < count; i++) {
        in.setAtIndex(JAVA_FLOAT, i, i % 2 == 0 ? Float.POSITIVE_INFINITY : Float.NaN);
      }
      DropoutMask.apply(11, 12, 0, 0.5f, in.address(), out.address(), count);
      float[] mask = mask(0.5f);
      for (int i = 0; i < count; i++) {
        float expected = i % 2 == 0 && mask[i] != 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        assertThat(Float.compare(out.getAtIndex(JAVA_FLOAT, i), expected)).isZero();
      }
    }
  }
}
