package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import lockstep.kernels.move.PadMode;
import lockstep.kernels.move.ResizeMode;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class CompositionTest {

  @Test
  void residual_adds_and_then_activates() {
    var layer = new Residual(new Dense(2), new Dense(2, Bias.NONE), Function.relu());
    Probe probe =
        Probe.train(layer, Shape.batch(1))
            .with("main.weight", 1, 2)
            .with("main.bias", 0, -20)
            .with("shortcut.weight", 10, 1);
    assertThat(probe.variables().sequencedKeySet())
        .containsExactly("main.weight", "main.bias", "shortcut.weight");
    assertThat(probe.run(Probe.floats(List.of(1, 1), 3))).containsExactly(33, 0);
  }

  @Test
  void residual_of_a_layer_adds_its_input() {
    Probe probe =
        Probe.train(Residual.of(new Dense(1, Bias.NONE)), Shape.batch(1)).with("main.weight", 4);
    assertThat(probe.run(Probe.floats(List.of(2, 1), 1, 2))).containsExactly(5, 10);
    assertThatThrownBy(() -> Probe.train(Residual.of(new Dense(3)), Shape.batch(1)))
        .hasMessage(
            "net (Residual): expected a shortcut of the shape [N, 3] of its main part, got [N, 1]."
                + " Give it a shortcut that projects, such as a 1×1 convolution with the same"
                + " stride.");
  }

  @Test
  void concat_puts_branches_side_by_side() {
    Probe probe =
        Probe.train(Concat.of(new Identity(), new Dense(2, Bias.NONE)), Shape.batch(1))
            .with("1.weight", 10, 100);
    assertThat(probe.shape()).isEqualTo(Shape.batch(3));
    assertThat(probe.variables().sequencedKeySet()).containsExactly("1.weight");
    assertThat(probe.run(Probe.floats(List.of(2, 1), 1, 2)))
        .containsExactly(1, 10, 100, 2, 20, 200);
    assertThatThrownBy(
            () -> Probe.train(Concat.of(new Identity(), new Flatten()), Shape.batch(2, 3)))
        .hasMessageStartingWith("net (Concat): expected shapes that differ on axis 2 only, got");
    assertThatThrownBy(Concat::of).hasMessage("Concat.branches: expected 1 or more, got 0.");
  }

  @Test
  void a_named_layer_has_its_name_in_place_of_its_number() {
    Layer layer = Sequential.of(new Named("first", new Dense(3)), new Dense(2, Bias.NONE));
    assertThat(Probe.train(layer, Shape.batch(4)).variables().sequencedKeySet())
        .containsExactly("first.weight", "first.bias", "1.weight");
    assertThat(Probe.train(new Named("own", new Dense(1)), Shape.batch(1)).variables())
        .containsKey("own.weight");
    assertThatThrownBy(() -> new Named("a.b", new Dense(1)))
        .hasMessage("Named.name: expected a name without dots, got `a.b`.");
  }

  @Test
  void flatten_and_reshape_keep_the_order() {
    Probe flat = Probe.train(new Flatten(), Shape.batch(2, 3, 4));
    assertThat(flat.shape()).isEqualTo(Shape.batch(24));
    assertThat(flat.run(Probe.numbers(2, 2, 3, 4))).isEqualTo(Probe.numbers(48).toArray());
    Probe images = Probe.train(Reshape.of(2, 3), Shape.batch(6));
    assertThat(images.shape()).isEqualTo(Shape.batch(2, 3));
    assertThat(images.run(Probe.numbers(2, 6))).isEqualTo(Probe.numbers(12).toArray());
    assertThatThrownBy(() -> Probe.train(Reshape.of(4), Shape.batch(6)))
        .hasMessageContaining("net (Reshape): expected as many elements as [N, 4] has");
  }

  @Test
  void upsample_repeats_or_blends_pixels() {
    Probe probe = Probe.train(new Upsample(2), Shape.batch(1, 2, 1));
    assertThat(probe.shape()).isEqualTo(Shape.batch(2, 4, 1));
    assertThat(probe.run(Probe.floats(List.of(1, 1, 2, 1), 1, 5)))
        .containsExactly(1, 1, 5, 5, 1, 1, 5, 5);
    assertThat(
            Probe.train(new Upsample(2, ResizeMode.LINEAR), Shape.batch(1, 2, 1))
                .run(Probe.floats(List.of(1, 1, 2, 1), 1, 5)))
        .containsExactly(1, 2, 4, 5, 1, 2, 4, 5);
    assertThatThrownBy(() -> Probe.train(new Upsample(2), Shape.batch(4)))
        .hasMessage("net (Upsample): expected images [N, H, W, C], got [N, 4]. Reshape it.");
  }

  @Test
  void pad_surrounds_images() {
    var layer = new Pad(1, 0, 0, 1, PadMode.CONSTANT, 7);
    Probe probe = Probe.train(layer, Shape.batch(1, 2, 1));
    assertThat(probe.shape()).isEqualTo(Shape.batch(2, 3, 1));
    assertThat(probe.run(Probe.floats(List.of(1, 1, 2, 1), 1, 2)))
        .containsExactly(7, 7, 7, 1, 2, 7);
    assertThat(Probe.train(Pad.zeros(2), Shape.batch(1, 2, 1)).shape())
        .isEqualTo(Shape.batch(5, 6, 1));
    assertThatThrownBy(() -> Probe.train(Pad.zeros(1), Shape.batch(4)))
        .hasMessage("net (Pad): expected images [N, H, W, C], got [N, 4]. Reshape it.");
  }
}
