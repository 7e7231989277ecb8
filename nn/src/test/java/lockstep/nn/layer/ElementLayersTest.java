package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ElementLayersTest {

  private static final Offset<Float> CLOSE = within(1e-6f);
  private static final Tensor THREE = Probe.floats(List.of(1, 3), -2, 0.5f, 3);

  private static float[] of(Layer layer) {
    Probe probe = Probe.train(layer, Shape.batch(3));
    assertThat(probe.shape()).isEqualTo(Shape.batch(3));
    assertThat(probe.variables()).isEmpty();
    return probe.run(THREE);
  }

  @Test
  void activations_with_settings_follow_their_formulas() {
    assertThat(of(new LeakyRelu(0.25f))).containsExactly(-0.5f, 0.5f, 3);
    assertThat(of(new LeakyRelu())).containsExactly(-0.02f, 0.5f, 3);
    assertThat(of(new Elu(2))).containsExactly(new float[] {-1.7293293f, 0.5f, 3}, CLOSE);
    assertThat(of(new Elu())).containsExactly(new float[] {-0.8646647f, 0.5f, 3}, CLOSE);
    assertThat(of(new Clamp(-1, 1))).containsExactly(-1, 0.5f, 1);
    // x·tanh(log(1 + eˣ))
    assertThat(of(new Mish()))
        .containsExactly(new float[] {-0.2525015f, 0.3752452f, 2.9865348f}, CLOSE);
    assertThatThrownBy(() -> new Clamp(1, 0))
        .hasMessage("Clamp.low: expected at most high = 0.0, got 1.0.");
  }

  @Test
  void softmax_and_its_logarithm_share_the_last_axis() {
    // e⁻² + e^½ + e³ = 0.135335 + 1.648721 + 20.085537 = 21.869593
    assertThat(of(new Softmax()))
        .containsExactly(new float[] {0.0061883f, 0.0753888f, 0.9184229f}, CLOSE);
    assertThat(of(new LogSoftmax()))
        .containsExactly(new float[] {-5.0850973f, -2.5850973f, -0.0850973f}, within(2e-6f));
  }

  @Test
  void dropout_drops_in_training_only() {
    Probe probe = Probe.train(new Dropout(0.5f), Shape.batch(1000));
    float[] ones = new float[2000];
    java.util.Arrays.fill(ones, 1);
    float[] dropped = probe.run(Probe.floats(List.of(2, 1000), ones));
    int zeros = 0;
    for (float each : dropped) {
      assertThat(each).isIn(0f, 2f);
      zeros += each == 0 ? 1 : 0;
    }
    assertThat(zeros).isBetween(900, 1100);
    assertThat(Probe.infer(new Dropout(0.5f), Shape.batch(3)).run(THREE))
        .isEqualTo(THREE.toArray());
    assertThatThrownBy(() -> new Dropout(1))
        .hasMessage("Dropout.probability: expected at least 0 and less than 1, got 1.0.");
  }

  @Test
  void two_dropouts_drop_differently() {
    Probe probe = Probe.train(Concat.of(new Dropout(0.5f), new Dropout(0.5f)), Shape.batch(100));
    float[] ones = new float[100];
    java.util.Arrays.fill(ones, 1);
    float[] both = probe.run(Probe.floats(List.of(1, 100), ones));
    assertThat(java.util.Arrays.copyOfRange(both, 0, 100))
        .isNotEqualTo(java.util.Arrays.copyOfRange(both, 100, 200));
  }
}
