package lockstep.kernels.gemm;

import static lockstep.kernels.gemm.Blocks.Registers.SIXTEEN;
import static lockstep.kernels.gemm.Blocks.Registers.THIRTY_TWO;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Into which bands the rows of a product are cut.
class BlocksTest {

  /// 32 rows are eight bands of four: six of five would leave one of two, which takes as long as
  /// one of four.
  @ParameterizedTest
  @CsvSource({"1, 1", "5, 5", "8, 4", "12, 4", "27, 4", "32, 4", "33, 5", "64, 5", "100, 5"})
  void sixteen_registers_take_up_to_five_rows_and_leave_no_short_band(int m, int height) {
    assertThat(SIXTEEN.bandOf(m, false)).isEqualTo(height);
  }

  /// 12 are awkward, as a band and as the last one.
  @ParameterizedTest
  @CsvSource({"1, 1", "12, 6", "13, 13", "14, 7", "25, 9", "26, 13", "32, 11", "64, 11"})
  void thirty_two_registers_take_up_to_thirteen(int m, int height) {
    assertThat(THIRTY_TWO.bandOf(m, false)).isEqualTo(height);
  }

  @ParameterizedTest
  @EnumSource
  void bands_are_no_higher_than_the_tile(Blocks.Registers registers) {
    for (int m = 0; m < 2000; m++) {
      assertThat(registers.bandOf(m, m % 2 == 0)).isBetween(1, registers.rows);
    }
  }

  @Test
  void a_last_band_overhangs_where_that_adds_little() {
    assertThat(Blocks.Registers.lastOf(32, 5, true)).isEqualTo(2);
    assertThat(Blocks.Registers.lastOf(32, 11, true)).isEqualTo(11);
    assertThat(Blocks.Registers.lastOf(32, 11, false)).isEqualTo(10);
  }
}
