package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lockstep.nn.graph.ShapeException;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class ConvolutionLayersTest {

  @Test
  void conv2d_sums_windows_and_adds_its_bias() {
    Probe probe =
        Probe.train(new Conv2d(1, 2), Shape.batch(2, 3, 1))
            .with("weight", 1, 10, 100, 1000)
            .with("bias", 0.5f);
    assertThat(probe.shape()).isEqualTo(Shape.batch(1, 2, 1));
    assertThat(probe.variables())
        .containsExactly(
            java.util.Map.entry("weight", Shape.of(2, 2, 1, 1)),
            java.util.Map.entry("bias", Shape.of(1)));
    // 1·1 + 2·10 + 4·100 + 5·1000, 2·1 + 3·10 + 5·100 + 6·1000
    assertThat(probe.run(Probe.floats(List.of(1, 2, 3, 1), 1, 2, 3, 4, 5, 6)))
        .containsExactly(5421.5f, 6532.5f);
  }

  @Test
  void same_padding_makes_size_over_stride_rounded_up_and_puts_the_odd_pixel_last() {
    Probe probe =
        Probe.train(new Conv2d(1, 3).same().withStride(2).withoutBias(), Shape.batch(4, 4, 1))
            .filled("weight", 1);
    assertThat(probe.shape()).isEqualTo(Shape.batch(2, 2, 1));
    float[] image = new float[16];
    java.util.Arrays.fill(image, 1);
    // No padding before: the last windows reach one pixel beyond the image.
    assertThat(probe.run(Probe.floats(List.of(1, 4, 4, 1), image))).containsExactly(9, 6, 6, 4);
  }

  @Test
  void dilation_groups_and_padding_shape_the_result() {
    Layer layer = new Conv2d(6, 3).padded(1).dilated(2).grouped(2).withoutBias();
    Probe probe = Probe.train(layer, Shape.batch(8, 9, 4));
    assertThat(probe.shape()).isEqualTo(Shape.batch(6, 7, 6));
    assertThat(probe.variables()).containsOnly(java.util.Map.entry("weight", Shape.of(3, 3, 2, 6)));
    probe.run(Probe.numbers(2, 8, 9, 4));
  }

  @Test
  void conv2d_says_where_it_is_and_what_it_expected() {
    assertThatThrownBy(() -> Probe.train(new Conv2d(8, 3), Shape.batch(784)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("net (Conv2d): expected images [N, H, W, C], got [N, 784]. Reshape it.");
    assertThatThrownBy(() -> Probe.train(new Conv2d(8, 3).grouped(2), Shape.batch(5, 5, 3)))
        .hasMessage(
            "net (Conv2d): expected channels that 2 groups divide, got [N, 5, 5, 3]. Choose another"
                + " number of groups.");
    assertThatThrownBy(() -> Probe.train(new Conv2d(8, 5), Shape.batch(4, 4, 1)))
        .hasMessage(
            "net (Conv2d): window: expected at most the padded height of 4, got an extent of 5. Pad"
                + " more, or take a smaller window or dilation.");
    assertThatThrownBy(() -> new Conv2d(0, 3)).hasMessage("Conv2d.out: expected 1 or more, got 0.");
  }

  @Test
  void conv1d_slides_along_a_sequence() {
    var layer = new Conv1d(1, 2, 1, new Padding.Each(1), 1, 1, Bias.NONE);
    Probe probe = Probe.train(layer, Shape.batch(3, 1)).with("weight", 1, 10);
    assertThat(probe.shape()).isEqualTo(Shape.batch(4, 1));
    assertThat(probe.variables()).containsOnly(java.util.Map.entry("weight", Shape.of(2, 1, 1)));
    assertThat(probe.run(Probe.floats(List.of(1, 3, 1), 1, 2, 3))).containsExactly(10, 21, 32, 3);
  }

  @Test
  void conv1d_has_dilation_stride_groups_and_bias() {
    var layer = new Conv1d(4, 3, 2, new Padding.Same(), 2, 2, Bias.ADDED);
    Probe probe = Probe.train(layer, Shape.batch(9, 6));
    assertThat(probe.shape()).isEqualTo(Shape.batch(5, 4));
    assertThat(probe.variables().get("weight")).isEqualTo(Shape.of(3, 3, 4));
    probe.run(Probe.numbers(2, 9, 6));
    assertThatThrownBy(() -> Probe.train(layer, Shape.batch(9)))
        .hasMessage("net (Conv1d): expected sequences [N, T, C], got [N, 9]. Reshape it.");
  }

  @Test
  void each_pixel_of_a_transposed_convolution_paints_a_window() {
    var layer = new ConvTranspose2d(1, 2, 2, new Padding.Valid());
    Probe probe =
        Probe.train(layer, Shape.batch(1, 2, 1)).with("weight", 1, 2, 3, 4).with("bias", 0.5f);
    assertThat(probe.shape()).isEqualTo(Shape.batch(2, 4, 1));
    assertThat(probe.run(Probe.floats(List.of(1, 1, 2, 1), 1, 10)))
        .containsExactly(1.5f, 2.5f, 10.5f, 20.5f, 3.5f, 4.5f, 30.5f, 40.5f);
  }

  @Test
  void transposed_convolutions_grow_by_the_formula() {
    Shape x = Shape.batch(5, 7, 3);
    assertThat(Probe.train(new ConvTranspose2d(4, 3, 2, new Padding.Same()), x).shape())
        .isEqualTo(Shape.batch(10, 14, 4));
    var each = new ConvTranspose2d(4, 3, 2, new Padding.Each(1), 1, Bias.NONE);
    Probe probe = Probe.train(each, x);
    assertThat(probe.shape()).isEqualTo(Shape.batch(10, 14, 4));
    assertThat(probe.variables()).containsOnly(java.util.Map.entry("weight", Shape.of(3, 3, 4, 3)));
    probe.run(Probe.numbers(2, 5, 7, 3));
    assertThatThrownBy(() -> Probe.train(new ConvTranspose2d(1, 1, 1, new Padding.Each(3)), x))
        .hasMessage(
            "net (ConvTranspose2d): expected images that are larger than what the padding cuts off,"
                + " got [N, 5, 7, 3]. Pad less.");
  }

  @Test
  void depthwise_convolution_keeps_channels_apart() {
    var layer = new DepthwiseConv2d(2, 1, new Padding.Valid(), Bias.NONE);
    Probe probe =
        Probe.train(layer, Shape.batch(2, 2, 2)).with("weight", 1, 10, 1, 10, 1, 10, 1, 10);
    assertThat(probe.shape()).isEqualTo(Shape.batch(1, 1, 2));
    assertThat(probe.variables()).containsOnly(java.util.Map.entry("weight", Shape.of(2, 2, 1, 2)));
    assertThat(probe.run(Probe.floats(List.of(1, 2, 2, 2), 1, 5, 2, 6, 3, 7, 4, 8)))
        .containsExactly(10, 260);
    assertThatThrownBy(() -> Probe.train(layer, Shape.batch(2, 2)))
        .hasMessage(
            "net (DepthwiseConv2d): expected images [N, H, W, C], got [N, 2, 2]. Reshape it.");
  }
}
