package lockstep.nn.data.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sample;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class SeriesWindowsTest {

  private static final Series SERIES =
      new Series("s", List.of("a", "b"), 0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15);

  @Test
  void history_is_of_all_columns_and_the_horizon_of_one() {
    var windows = new SeriesWindows(SERIES, 1, 0, 6, 2, 3);
    assertThat(windows.size()).isEqualTo(2);
    Sample sample = windows.get(1);
    assertThat(Tables.numbers(sample.input())).containsExactly(1, 11, 2, 12);
    assertThat(((Numbers) sample.input()).shape()).isEqualTo(Shape.of(2, 2));
    assertThat(Tables.numbers(sample.target())).containsExactly(13, 14, 15);
    assertThat(sample.origin()).isEqualTo("s row 3");
  }

  @Test
  void history_may_reach_back_before_the_range() {
    var windows = new SeriesWindows(SERIES, 0, 4, 6, 3, 1);
    assertThat(windows.size()).isEqualTo(2);
    assertThat(Tables.numbers(windows.get(0).input())).containsExactly(1, 11, 2, 12, 3, 13);
    assertThat(Tables.numbers(windows.target(0))).containsExactly(4);
  }

  @Test
  void a_range_without_a_window_is_refused() {
    assertThatThrownBy(() -> new SeriesWindows(SERIES, 0, 0, 6, 5, 2))
        .hasMessage("windows: expected rows within 0 and 6 that hold 2 steps after 5, got 0 to 6.");
    assertThatThrownBy(() -> new SeriesWindows(SERIES, 2, 0, 6, 1, 1))
        .hasMessageContaining("within the 2 columns, got 2");
  }

  @Test
  void standardised_numbers_are_restored() {
    StandardiseColumns step = StandardiseColumns.fit(SERIES, 0, 3);
    assertThat(step.means()).containsExactly(1.0, 11.0);
    Sample sample = new SeriesWindows(SERIES, 1, 0, 6, 2, 1).get(0);
    Numbers standardised = (Numbers) step.apply(sample.input());
    float one = (float) Math.sqrt(1.5);
    assertThat(standardised.values()).containsExactly(-one, -one, 0, 0);
    assertThat(step.restored(standardised).values())
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(0, 10, 1, 11);
    assertThatThrownBy(() -> step.apply(sample.target()))
        .hasMessage("StandardiseColumns: expected numbers […, 2], got numbers [1].");
  }

  @Test
  void a_gap_is_named() {
    assertThatThrownBy(() -> Series.of(Tables.of("t,v", "1,2", "2,", "3,4"), "v"))
        .hasMessage(
            "t.csv:3: column 'v': expected a number, found nothing. A series has no gaps: fill"
                + " them, or cut it.");
  }
}
