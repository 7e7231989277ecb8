package lockstep.nn.data.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "+2.5", ".5", "7.", "1e3", "-1.5E-7", "  12 "})
  void decimal_numbers_are_numbers(String cell) {
    assertThat(Cell.number(cell)).hasValue(Double.parseDouble(cell));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "-", "e5", "1e", "1d", "0x10", "NaN", "Infinity", "1,5", "1 2", "1e39"})
  void what_else_java_takes_and_what_no_float_holds_is_not(String cell) {
    assertThat(Cell.number(cell)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "NA", "N/A", "NaN", "?", "null"})
  void missing_values_have_many_names(String cell) {
    assertThat(Cell.missing(cell)).isTrue();
  }

  @Test
  void zero_is_not_missing() {
    assertThat(Cell.missing("0")).isFalse();
  }
}
