package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import lockstep.nn.graph.Initializer;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EmbeddingLayersTest {

  private static final Tensor TOKENS = Tensor.ofInts(Shape.of(2, 3), 0, 4, 4, 1, 2, 0);

  @Test
  void an_output_can_share_the_table_of_an_embedding() {
    var network =
        Sequential.of(new Embedding(5, 4), new PositionalEmbedding(6), new TiedOutput("0"));
    var trial = new Trial(network, TOKENS);
    assertThat(trial.variables()).containsExactly("0.weight", "1.weight");
    assertThat(trial.graph().output(Trial.Y).shape()).isEqualTo(Shape.batch(3, 5));
    trial.agrees();
  }

  @Test
  void a_shared_table_is_found_from_inside_other_layers() {
    var network =
        Sequential.of(
            new Embedding(5, 4),
            Sequential.of(new LayerNorm(), Sequential.of(new TiedOutput("0"))));
    assertThatThrownBy(() -> new Trial(network, TOKENS))
        .hasMessageStartingWith("1.1.0 (TiedOutput):");
    var inner =
        Sequential.of(Sequential.of(new Embedding(5, 4), Sequential.of(new TiedOutput("0"))));
    assertThat(new Trial(inner, TOKENS).variables()).containsExactly("0.0.weight");
  }

  @Test
  void a_table_that_is_not_there_is_named() {
    assertThatThrownBy(
            () -> new Trial(Sequential.of(new Embedding(5, 4), new TiedOutput("tokens")), TOKENS))
        .hasMessage("variable: expected one of [0.weight], got `tokens.weight`.");
  }

  @Test
  void places_beyond_the_table_are_refused() {
    assertThatThrownBy(
            () -> new Trial(Sequential.of(new Embedding(5, 4), new PositionalEmbedding(2)), TOKENS))
        .hasMessage(
            "1 (PositionalEmbedding): expected tokens [N, T, width] with at most 2 places, got [N, 3,"
                + " 4]. Cut the sequences, or set more rows.");
  }

  @Test
  void sinusoidal_positions_are_sines_and_cosines_side_by_side() {
    float[] y =
        new Trial(new SinusoidalPositions(), Tensor.zeros(Shape.of(1, 3, 4), DType.FLOAT32)).y();
    assertThat(y).hasSize(12).startsWith(0, 1, 0, 1);
    assertThat((double) y[8]).isCloseTo(Math.sin(2), within(0x1p-24));
    assertThat((double) y[11]).isCloseTo(Math.cos(0.02), within(0x1p-24));
  }

  @Test
  void matrices_begin_as_a_layer_around_them_says() {
    var network =
        new Initialized(
            new Initializer.Same(3), Sequential.of(new Embedding(5, 4), new LayerNorm()));
    var graph = new Trial(network, TOKENS).graph();
    assertThat(graph.variables().stream().map(v -> v.initializer()).toList())
        .isEqualTo(List.of(new Initializer.Same(3), Initializer.ones(), Initializer.zeros()));
  }
}
