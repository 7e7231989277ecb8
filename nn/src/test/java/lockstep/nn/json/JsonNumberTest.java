package lockstep.nn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE})
  void a_whole_number_is_read_exactly_up_to_the_limits_of_a_long(long value) {
    String text = Long.toString(value);
    assertThat(Json.parse(text)).isEqualTo(new Json.Whole(value));
    assertThat(new Json.Whole(value).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775808, 9223372036854775808d",
    "-9223372036854775809, -9223372036854775809d",
    "100000000000000000000000, 1e23",
  })
  void a_whole_number_beyond_a_long_is_the_nearest_double(String text, double value) {
    assertThat(Json.parse(text)).isEqualTo(new Json.Real(value));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5",
    "-0.5, -0.5",
    "1e2, 100",
    "1E+2, 100",
    "25e-2, 0.25",
    "-0.0e0, -0.0",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "4.9e-324, 4.9e-324",
    "1e-400, 0.0",
  })
  void a_fraction_or_an_exponent_makes_a_double(String text, double value) {
    assertThat(Json.parse(text)).isEqualTo(new Json.Real(value));
  }

  /// A long has no negative zero; reading `-0` as one would lose the sign.
  @Test
  void negative_zero_keeps_its_sign() {
    assertThat(Json.parse("-0")).isEqualTo(new Json.Real(-0.0));
    assertThat(new Json.Real(-0.0).text()).isEqualTo("-0");
  }

  @Test
  void a_double_without_a_fraction_is_written_short_and_read_as_a_whole_number() {
    assertThat(new Json.Real(3.0).text()).isEqualTo("3");
    assertThat(Json.parse("3")).isEqualTo(new Json.Whole(3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 1e-5, 123456.789, 1e7, 1e22, 1e23, 2e-323, Double.MAX_VALUE})
  void a_double_is_written_so_that_it_reads_back_the_same(double value) {
    assertThat(Json.parse(new Json.Real(value).text())).isEqualTo(new Json.Real(value));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void what_is_not_finite_is_written_as_null(double value) {
    assertThat(Json.object().with("loss", value).text()).isEqualTo("{\"loss\":null}");
  }

  /// Silently reading infinity would let a damaged checkpoint pass for a diverged one.
  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400", "1.8e308"})
  void a_number_too_large_for_a_double_is_refused(String text) {
    assertThatThrownBy(() -> Json.parse("[\n " + text + "]"))
        .isInstanceOf(JsonException.class)
        .hasMessage(
            "line 2, column 2: expected a number within ±1.7976931348623157E308, found a larger"
                + " one.");
  }

  @Test
  void a_whole_number_of_400_digits_is_refused() {
    assertThatThrownBy(() -> Json.parse("9".repeat(400)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("expected a number within");
  }
}
