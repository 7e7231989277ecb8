package lockstep.nn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

  private static List<String> texts(Axis axis, double low, double high, int about) {
    Axis.Ticks ticks = axis.ticks(low, high, about);
    return ticks.values().stream().map(value -> axis.text(value, ticks.apart())).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "NUMBERS; 0; 0.0043; 4; 0 0.002 0.004 0.006",
        "NUMBERS; -2.7; 2.2; 4; −4 −2 0 2 4",
        "NUMBERS; 12000; 48000; 4; 10k 20k 30k 40k 50k",
        "NUMBERS; 0; 0.00004; 4; 0 10⁻⁵ 2×10⁻⁵ 3×10⁻⁵ 4×10⁻⁵",
        "WHOLE; 1; 4; 6; 1 2 3 4",
        "SHARES; 0.981; 0.9995; 4; 98.0 % 98.5 % 99.0 % 99.5 % 100.0 %",
        "SHARES; 0; 1; 4; 0 % 50 % 100 %",
        "TENFOLD; 0.004; 0.9; 4; 0.01 0.1 1",
        "TENFOLD; 0.03; 1.1; 4; 0.02 0.05 0.1 0.2 0.5 1 2",
        "TENFOLD; 1e-9; 90; 4; 10⁻⁹ 10⁻⁶ 0.001 1",
        "TENFOLD; 0.4; 0.9; 4; 0.4 0.6 0.8 1.0",
        "TENFOLD; 0; 100; 4; 0 50 100"
      })
  void numbers_are_good_ones(
      Axis.Scale scale, double low, double high, int about, String expected) {
    List<String> texts = texts(new Axis("", scale), low, high, about);
    assertThat(String.join(" ", texts)).isEqualTo(expected);
  }

  @Test
  void given_ends_are_kept() {
    Axis.Ticks ticks = new Axis("epoch", 1, 30, Axis.Scale.WHOLE).ticks(1, 3, 6);
    assertThat(ticks.least()).isEqualTo(1);
    assertThat(ticks.most()).isEqualTo(30);
    assertThat(ticks.values()).containsExactly(5.0, 10.0, 15.0, 20.0, 25.0, 30.0);
    assertThat(ticks.place(1)).isZero();
    assertThat(ticks.place(30)).isEqualTo(1);
  }

  @Test
  void data_of_one_number_or_none_has_an_axis() {
    for (Axis.Scale scale : Axis.Scale.values()) {
      for (double[] ends : new double[][] {{0.5, 0.5}, {0, 0}, {Double.NaN, Double.NaN}}) {
        Axis.Ticks ticks = new Axis("", scale).ticks(ends[0], ends[1], 4);
        assertThat(ticks.values()).as(scale + " of " + ends[0]).hasSizeBetween(2, 12);
        assertThat(ticks.most()).isGreaterThan(ticks.least());
      }
    }
  }
}
