package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lockstep.nn.tensor.Shape;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NormLayersTest {

  private static final Offset<Float> CLOSE = within(2e-4f);

  @Test
  void batch_norm_measures_the_batch_in_training_and_remembers() {
    Probe probe = Probe.train(new BatchNorm(), Shape.batch(1)).with("weight", 2).with("bias", 1);
    assertThat(probe.variables().sequencedKeySet())
        .containsExactly("weight", "bias", "running_mean", "running_var");
    // Mean 3, variance 2, of the sample 8/3.
    assertThat(probe.run(Probe.floats(List.of(4, 1), 1, 3, 3, 5)))
        .containsExactly(new float[] {-1.8284f, 1, 1, 3.8284f}, CLOSE);
    assertThat(probe.variable("running_mean")).containsExactly(new float[] {0.3f}, CLOSE);
    assertThat(probe.variable("running_var"))
        .containsExactly(new float[] {0.9f + 0.1f * 8 / 3}, CLOSE);
  }

  @Test
  void batch_norm_takes_what_it_remembers_in_use() {
    Probe probe =
        Probe.infer(new BatchNorm(), Shape.batch(2, 2, 1))
            .with("running_mean", 3)
            .with("running_var", 4);
    assertThat(probe.shape()).isEqualTo(Shape.batch(2, 2, 1));
    assertThat(probe.run(Probe.floats(List.of(1, 2, 2, 1), 1, 3, 5, 7)))
        .containsExactly(new float[] {-1, 0, 1, 2}, CLOSE);
    assertThat(probe.variable("running_mean")).containsExactly(3);
  }

  @Test
  void batch_norm_takes_any_rank_from_two_on() {
    for (Shape x : List.of(Shape.batch(5), Shape.batch(3, 5), Shape.batch(2, 3, 5))) {
      Probe probe = Probe.train(new BatchNorm(), x);
      assertThat(probe.shape()).isEqualTo(x);
      int[] sizes = x.at(4).sizes();
      probe.run(Probe.numbers(sizes));
    }
  }

  @Test
  void layer_norm_makes_each_row_normal() {
    Probe probe = Probe.train(new LayerNorm(), Shape.batch(3));
    assertThat(probe.variables().sequencedKeySet()).containsExactly("weight", "bias");
    assertThat(probe.run(Probe.floats(List.of(2, 3), 1, 2, 3, -10, 0, 10)))
        .containsExactly(new float[] {-1.2247f, 0, 1.2247f, -1.2247f, 0, 1.2247f}, CLOSE);
    Probe plain = Probe.train(new LayerNorm(1e-5f, Bias.NONE), Shape.batch(4, 3));
    assertThat(plain.variables().sequencedKeySet()).containsExactly("weight");
    plain.run(Probe.numbers(2, 4, 3));
  }

  @Test
  void group_norm_makes_each_group_of_an_image_normal() {
    Probe probe = Probe.train(new GroupNorm(2), Shape.batch(1, 2, 2));
    assertThat(probe.variables().sequencedKeySet()).containsExactly("weight", "bias");
    assertThat(probe.run(Probe.floats(List.of(1, 1, 2, 2), 1, 50, 3, 10)))
        .containsExactly(new float[] {-1, 1, 1, -1}, CLOSE);
    assertThat(Probe.train(new GroupNorm(3), Shape.batch(4, 4, 6)).run(Probe.numbers(2, 4, 4, 6)))
        .hasSize(192);
  }

  @Test
  void rms_norm_divides_by_the_root_of_the_mean_square() {
    Probe probe = Probe.train(new RmsNorm(), Shape.batch(2)).with("weight", 1, 10);
    assertThat(probe.variables().sequencedKeySet()).containsExactly("weight");
    // √((9 + 16) / 2) = 3.5355
    assertThat(probe.run(Probe.floats(List.of(1, 2), 3, 4)))
        .containsExactly(new float[] {0.84853f, 11.3137f}, CLOSE);
  }

  @Test
  void norms_say_what_they_expected() {
    Shape vector = Shape.batch();
    assertThatThrownBy(() -> Probe.train(new BatchNorm(), vector))
        .hasMessage("net (BatchNorm): expected at least two axes [N, …, C], got [N]. Reshape it.");
    assertThatThrownBy(() -> Probe.train(new LayerNorm(), vector))
        .hasMessage(
            "net (LayerNorm): expected at least two axes [N, …, features], got [N]. Reshape it.");
    assertThatThrownBy(() -> Probe.train(new RmsNorm(), vector))
        .hasMessage(
            "net (RmsNorm): expected at least two axes [N, …, features], got [N]. Reshape it.");
    assertThatThrownBy(() -> Probe.train(new GroupNorm(4), Shape.batch(2, 6)))
        .hasMessage(
            "net (GroupNorm): expected channels that 4 groups divide, got [[N, 2, 6], [6], [6]]."
                + " Choose another number of groups.");
    assertThatThrownBy(() -> new BatchNorm(1e-5f, 2))
        .hasMessage("BatchNorm.momentum: expected a number from 0 to 1, got 2.0.");
    assertThatThrownBy(() -> new LayerNorm(0, Bias.NONE))
        .hasMessage("LayerNorm.epsilon: expected a number greater than 0, got 0.0.");
  }
}
