package lockstep.kernels.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bound of the power, and its special values. [BinaryTest] compares vectors with it.
class PowerTest {

  private static final double BOUND = 2;

  @Test
  void powers_of_all_sizes_are_within_the_bound() {
    check(1_000_000);
  }

  @Tag("long")
  @Test
  void a_billion_powers_are_within_the_bound() {
    check(1_000_000_000);
  }

  private static void check(int count) {
    var random = new Random(1);
    worst("any bits", count / 4, () -> Float.intBitsToFloat(random.nextInt()), random);
    worst("near 1", count / 4, () -> 1 + (random.nextFloat() - 0.5f) * 0x1p-8f, random);
    worst("subnormal", count / 4, () -> Float.intBitsToFloat(random.nextInt(1 << 23)), random);
    worst("small", count / 4, () -> random.nextFloat() * 16, random);
  }

  /// Exponents are such that half of the results and more are finite and not 0.
  private static void worst(String kind, int count, Supplier<Float> of, Random random) {
    double worst = 0;
    String where = "";
    for (int i = 0; i < count; i++) {
      float x = of.get();
      double log = Math.log(Math.abs(x));
      float y = (float) ((random.nextDouble() * 2 - 1) * 105 / Math.max(1e-30, Math.abs(log)));
      if (i % 4 == 0) {
        y = Math.round(y);
      }
      float found = Power.power(x, y);
      double error = Accuracy.ulps(found, exact(x, y));
      if (error > worst) {
        worst = error;
        where =
            "%s: %s^%s: got %s, exact %s, %.4f ulp"
                .formatted(kind, x, y, found, exact(x, y), error);
      }
    }
    System.out.println("POWER " + where);
    assertThat(worst).as(where).isLessThanOrEqualTo(BOUND);
  }

  /// Java's power, which is C's but where x is ±1.
  private static double exact(float x, float y) {
    return x == 1 || (x == -1 && Float.isInfinite(y)) ? 1 : Math.pow(x, y);
  }

  /// Annex F of the C standard, and what follows from it.
  @ParameterizedTest
  @CsvSource({
    "0, 3, 0",
    "-0, 3, -0",
    "0, 2, 0",
    "-0, 2, 0",
    "-0, 0.5, 0",
    "0, -3, Infinity",
    "-0, -3, -Infinity",
    "-0, -2, Infinity",
    "-0, -0.5, Infinity",
    "0, Infinity, 0",
    "0, -Infinity, Infinity",
    "-1, Infinity, 1",
    "-1, -Infinity, 1",
    "1, NaN, 1",
    "1, Infinity, 1",
    "NaN, 0, 1",
    "Infinity, -0, 1",
    "-2, 0.5, NaN",
    "-2, 3, -8",
    "-2, 4, 16",
    "-2, -1, -0.5",
    "0.5, -Infinity, Infinity",
    "0.5, Infinity, 0",
    "2, -Infinity, 0",
    "2, Infinity, Infinity",
    "-Infinity, -3, -0",
    "-Infinity, -2, 0",
    "-Infinity, -0.5, 0",
    "-Infinity, 3, -Infinity",
    "-Infinity, 2, Infinity",
    "-Infinity, 0.5, Infinity",
    "Infinity, -1, 0",
    "Infinity, 1, Infinity",
    "NaN, 1, NaN",
    "2, NaN, NaN",
    "-1, 16777215, -1",
    "-1, 16777216, 1",
    "-1, 8388607, -1",
    "-1, 8388609, -1",
    "-1, 8388606.5, NaN",
    "2, 127, 1.7014118e38",
    "2, 128, Infinity",
    "2, -149, 1.4e-45",
    "2, -151, 0",
    "-2, -151, -0",
    "-2, 129, -Infinity",
    "1.4e-45, 1, 1.4e-45",
    "3.4028235e38, 1, 3.4028235e38",
    "2, 3.4028235e38, Infinity",
    "0.99999994, 3.4028235e38, 0",
    "-2, Infinity, Infinity",
    "-0.5, Infinity, 0"
  })
  void special_values_are_those_of_c(float x, float y, float expected) {
    assertThat(Float.floatToIntBits(Power.power(x, y)))
        .as("%s^%s = %s", x, y, Power.power(x, y))
        .isEqualTo(Float.floatToIntBits(expected));
  }
}
