package lockstep.kernels.conv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Which convolutions go through [Winograd]; that they are right is said by [ConvTest].
class WinogradTest {

  private static final ConvShape SUITED = ConvShape.of(2, 8, 8, 32, 32, 3, 1, 1);

  @Test
  void three_by_three_windows_of_whole_images_suit() {
    assertThat(Winograd.suits(SUITED)).isTrue();
    assertThat(Winograd.suits(ConvShape.of(2, 8, 8, 1024, 1024, 3, 1, 2))).isTrue();
    assertThat(Winograd.suits(ConvShape.of(2, 8, 10, 32, 48, 3, 1, 1))).isTrue();
    assertThat(Winograd.suits(ConvShape.of(2, 10, 10, 32, 48, 3, 1, 0))).isTrue();
  }

  @Test
  void other_windows_steps_and_groups_do_not() {
    assertThat(Winograd.suits(ConvShape.of(2, 16, 16, 32, 32, 7, 1, 1))).isFalse();
    assertThat(Winograd.suits(new ConvShape(2, 16, 16, 32, 32, 3, 5, 1, 1, 1, 1, 1, 1, 1, 1, 1)))
        .isFalse();
    assertThat(Winograd.suits(ConvShape.of(2, 16, 16, 32, 32, 3, 2, 1))).isFalse();
    assertThat(Winograd.suits(ConvShape.of(2, 16, 16, 32, 32, 3, 1, 1).dilated(2, 2))).isFalse();
    assertThat(Winograd.suits(ConvShape.of(2, 16, 16, 64, 64, 3, 1, 1).grouped(2))).isFalse();
    assertThat(Winograd.suits(ConvShape.of(2, 16, 16, 32, 32, 3, 1, 3))).isFalse();
  }

  @Test
  void five_by_five_windows_suit_where_squares_spare_multiplications() {
    ConvShape inside = ConvShape.of(2, 12, 12, 32, 64, 5, 1, 0);
    assertThat(Winograd.suits(inside)).isTrue();
    // 25 taps of 64 pixels, or 36 squares of 36.
    assertThat(Winograd.suitsInputGradient(inside)).isFalse();
    assertThat(Winograd.suitsInputGradient(ConvShape.of(2, 12, 12, 32, 64, 5, 1, 2))).isTrue();
    assertThat(Winograd.suits(ConvShape.of(2, 8, 8, 32, 64, 5, 1, 4))).isFalse();
  }

  @Test
  void the_gradient_of_five_by_five_weights_does_not() {
    assertThat(Winograd.suitsWeightGradient(ConvShape.of(2, 12, 12, 32, 64, 5, 1, 2))).isFalse();
  }

  @Test
  void few_or_odd_channels_and_few_pixels_do_not() {
    assertThat(Winograd.suits(ConvShape.of(2, 8, 8, 16, 32, 3, 1, 1))).isTrue();
    // Squares of 4 × 4 results would reach far beyond, and those of 2 × 2 want more channels.
    assertThat(Winograd.suits(ConvShape.of(2, 10, 10, 16, 32, 3, 1, 1))).isFalse();
    assertThat(Winograd.suits(ConvShape.of(2, 12, 12, 16, 32, 5, 1, 2))).isFalse();
    assertThat(Winograd.suits(ConvShape.of(2, 8, 8, 8, 32, 3, 1, 1))).isFalse();
    assertThat(Winograd.suits(ConvShape.of(2, 8, 8, 32, 40, 3, 1, 1))).isFalse();
    assertThat(Winograd.suits(ConvShape.of(2, 8, 8, 32, 1040, 3, 1, 1))).isFalse();
    assertThat(Winograd.suits(ConvShape.of(2, 7, 9, 32, 32, 3, 1, 1))).isFalse();
    assertThat(Winograd.suits(ConvShape.of(2, 9, 9, 32, 32, 3, 1, 0))).isFalse();
  }

  @Test
  void gradients_of_weights_need_fewer_pixels_but_full_squares() {
    assertThat(Winograd.suitsWeightGradient(SUITED)).isTrue();
    assertThat(Winograd.suitsWeightGradient(ConvShape.of(2, 7, 7, 512, 512, 3, 1, 1))).isTrue();
    assertThat(Winograd.suitsWeightGradient(ConvShape.of(2, 4, 4, 32, 32, 3, 1, 1))).isTrue();
    assertThat(Winograd.suitsWeightGradient(ConvShape.of(2, 3, 5, 32, 32, 3, 1, 1))).isFalse();
    assertThat(Winograd.suitsWeightGradient(ConvShape.of(2, 5, 5, 32, 32, 3, 1, 1))).isFalse();
    assertThat(Winograd.suitsWeightGradient(ConvShape.of(2, 5, 5, 32, 32, 3, 1, 0))).isFalse();
    assertThat(Winograd.suitsWeightGradient(ConvShape.of(2, 1, 64, 32, 32, 3, 1, 1))).isFalse();
    assertThat(Winograd.suitsWeightGradient(ConvShape.of(2, 7, 7, 8, 32, 3, 1, 1))).isFalse();
    assertThat(Winograd.suitsWeightGradient(ConvShape.of(2, 16, 16, 32, 32, 3, 2, 1))).isFalse();
  }

  /// Or an image would be seen differently alone and among others.
  @Test
  void the_batch_makes_no_difference() {
    for (int batch : new int[] {0, 1, 7, 1000}) {
      assertThat(Winograd.suits(SUITED.ofBatch(batch))).isTrue();
      assertThat(Winograd.suitsInputGradient(SUITED.ofBatch(batch))).isTrue();
      assertThat(Winograd.suitsWeightGradient(SUITED.ofBatch(batch))).isTrue();
    }
  }
}
