package lockstep.nn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class AddedLossTest {

  private final GraphBuilder g = new GraphBuilder(Mode.TRAIN, 1);

  @Test
  void an_added_loss_has_the_path_of_its_layer() {
    Value penalty = g.fill(1, Shape.scalar());
    g.in(
        "encoder",
        () -> {
          g.addLoss("penalty", penalty);
          return penalty;
        });
    g.addLoss("other", penalty);
    assertThat(g.losses().sequencedKeySet()).containsExactly("encoder.penalty", "other");
  }

  @Test
  void an_added_loss_is_a_scalar_of_a_new_name() {
    assertThatThrownBy(() -> g.addLoss("penalty", g.fill(1, Shape.of(2))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("penalty: expected a scalar loss, got [2]. Take its mean or its sum.");
    g.addLoss("penalty", g.fill(1, Shape.scalar()));
    assertThatThrownBy(() -> g.addLoss("penalty", g.fill(2, Shape.scalar())))
        .hasMessage("loss: expected a new name, got `penalty` again.");
  }
}
