package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PoolingLayersTest {

  private static final Tensor SQUARE = Probe.floats(List.of(1, 2, 2, 1), -1, -2, -3, -4);

  @Test
  void max_pool_takes_the_largest_and_never_the_padding() {
    Probe probe = Probe.train(new MaxPool2d(2, 2, new Padding.Each(1)), Shape.batch(2, 2, 1));
    assertThat(probe.shape()).isEqualTo(Shape.batch(2, 2, 1));
    assertThat(probe.variables()).isEmpty();
    assertThat(probe.run(SQUARE)).containsExactly(-1, -2, -3, -4);
    assertThat(Probe.train(new MaxPool2d(2), Shape.batch(2, 2, 1)).run(SQUARE)).containsExactly(-1);
  }

  @Test
  void average_pool_counts_padding_or_leaves_it_out() {
    var counted = new AveragePool2d(2, 2, new Padding.Each(1), AveragePool2d.Border.COUNTED);
    var leftOut = new AveragePool2d(2, 2, new Padding.Each(1), AveragePool2d.Border.LEFT_OUT);
    Shape x = Shape.batch(2, 2, 1);
    assertThat(Probe.train(counted, x).run(SQUARE)).containsExactly(-0.25f, -0.5f, -0.75f, -1);
    assertThat(Probe.train(leftOut, x).run(SQUARE)).containsExactly(-1, -2, -3, -4);
    assertThat(Probe.train(new AveragePool2d(2), x).run(SQUARE)).containsExactly(-2.5f);
  }

  @Test
  void adaptive_average_makes_a_given_size() {
    Probe probe = Probe.train(new AdaptiveAveragePool(1, 2), Shape.batch(2, 3, 1));
    assertThat(probe.shape()).isEqualTo(Shape.batch(1, 2, 1));
    // Columns 0 and 1, then 1 and 2.
    assertThat(probe.run(Probe.floats(List.of(1, 2, 3, 1), 1, 2, 3, 5, 6, 7)))
        .containsExactly(3.5f, 4.5f);
  }

  @Test
  void global_average_leaves_one_number_for_each_channel() {
    Probe images = Probe.train(new GlobalAveragePool(), Shape.batch(2, 2, 3));
    assertThat(images.shape()).isEqualTo(Shape.batch(3));
    assertThat(images.run(Probe.floats(List.of(1, 2, 2, 3), 1, 2, 3, 3, 4, 5, 5, 6, 7, 7, 8, 9)))
        .containsExactly(4, 5, 6);
    Probe sequences = Probe.train(new GlobalAveragePool(), Shape.batch(3, 2));
    assertThat(sequences.shape()).isEqualTo(Shape.batch(2));
    assertThat(sequences.run(Probe.floats(List.of(1, 3, 2), 1, 2, 3, 4, 5, 9)))
        .containsExactly(3, 5);
  }

  @Test
  void pools_say_what_they_expected() {
    assertThatThrownBy(() -> Probe.train(new MaxPool2d(2), Shape.batch(784)))
        .hasMessage("net (MaxPool2d): expected images [N, H, W, C], got [N, 784]. Reshape it.");
    assertThatThrownBy(() -> Probe.train(new AveragePool2d(2), Shape.batch(784)))
        .hasMessage("net (AveragePool2d): expected images [N, H, W, C], got [N, 784]. Reshape it.");
    assertThatThrownBy(() -> Probe.train(new AdaptiveAveragePool(1, 1), Shape.batch(784)))
        .hasMessage(
            "net (AdaptiveAveragePool): expected images [N, H, W, C], got [N, 784]. Reshape it.");
    assertThatThrownBy(() -> Probe.train(new GlobalAveragePool(), Shape.batch(784)))
        .hasMessage(
            "net (GlobalAveragePool): expected images [N, H, W, C] or sequences [N, T, C], got [N,"
                + " 784]. There is nothing to average; leave the layer out.");
    assertThatThrownBy(() -> new MaxPool2d(0))
        .hasMessage("MaxPool2d.window: expected 1 or more, got 0.");
  }
}
