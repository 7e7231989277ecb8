package lockstep.kernels.conv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// What shapes say of themselves, and which they refuse.
class ConvShapeTest {

  @Test
  void sizes_of_the_result() {
    var first = ConvShape.of(8, 224, 224, 3, 64, 7, 2, 3);
    assertThat(first.outHeight()).isEqualTo(112);
    assertThat(first.outWidth()).isEqualTo(112);
    assertThat(first.weightFloats()).isEqualTo(7 * 7 * 3 * 64);
    assertThat(first.operations()).isEqualTo(2.0 * 8 * 112 * 112 * 64 * 7 * 7 * 3);
    assertThat(ConvShape.of(1, 15, 15, 4, 8, 3, 2, 0).dilated(3, 2).outHeight()).isEqualTo(5);
    assertThat(ConvShape.of(1, 15, 15, 4, 8, 3, 2, 0).dilated(3, 2).outWidth()).isEqualTo(6);
    assertThat(ConvShape.depthwise(1, 8, 8, 6, 3, 1, 1).operations())
        .isEqualTo(2.0 * 8 * 8 * 6 * 9);
  }

  @Test
  void same_padding_keeps_the_size_and_puts_the_odd_row_last() {
    var even = ConvShape.same(1, 11, 12, 1, 1, 4, 1);
    assertThat(even.outHeight()).isEqualTo(11);
    assertThat(even.outWidth()).isEqualTo(12);
    assertThat(even.padTop()).isEqualTo(1);
    assertThat(even.padBottom()).isEqualTo(2);
    assertThat(ConvShape.same(1, 11, 12, 1, 1, 3, 2).outHeight()).isEqualTo(6);
    assertThat(ConvShape.same(1, 11, 12, 1, 1, 1, 3).padTop()).isZero();
  }

  @Test
  void a_sequence_is_an_image_of_height_1() {
    var sequence = ConvShape.sequence(2, 50, 6, 21, 4, 1, 2, 6, 0);
    assertThat(sequence.height()).isOne();
    assertThat(sequence.outHeight()).isOne();
    assertThat(sequence.outWidth()).isEqualTo(50);
  }

  @Test
  void a_senseless_shape_is_refused_by_name() {
    assertThatThrownBy(() -> ConvShape.of(-1, 5, 5, 1, 1, 3, 1, 1))
        .hasMessage("batch: expected 0 or more, got -1.");
    assertThatThrownBy(() -> ConvShape.of(1, 5, 5, 0, 1, 3, 1, 1))
        .hasMessage("inChannels: expected 1 or more, got 0.");
    assertThatThrownBy(() -> ConvShape.of(1, 5, 5, 1, 1, 3, 0, 1))
        .hasMessage("strideH: expected 1 or more, got 0.");
    assertThatThrownBy(() -> ConvShape.same(1, 5, 5, 1, 1, 3, 0))
        .hasMessage("stride: expected 1 or more, got 0.");
    assertThatThrownBy(() -> ConvShape.of(1, 5, 5, 6, 4, 3, 1, 1).grouped(3))
        .hasMessage("groups: expected a divisor of the 4 outChannels, got 3.");
    assertThatThrownBy(() -> ConvShape.of(1, 9, 4, 1, 1, 7, 1, 1))
        .hasMessage(
            "window: expected at most the padded width of 6, got an extent of 7. Pad more, or take a"
                + " smaller window or dilation.");
  }
}
