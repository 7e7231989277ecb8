package lockstep.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Initializer;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;

class CustomLayerTest {

  /// `x·scale`, a number for each feature, between gates: all that a layer of one's own takes.
  record Gated(float start) implements Layer {

    @Override
    public Value lower(GraphBuilder g, Value x) {
      Shape features = Shape.of(x.shape().size(-1));
      Value scale = g.parameter("scale", features, new Initializer.Same(start));
      Value gate = Function.sigmoid().lower(g, new Dense(features.size(0)).lower(g, "gate", x));
      return g.multiply(g.multiply(x, scale), gate);
    }
  }

  @Test
  void a_custom_layer_is_a_record_with_one_method() {
    Probe probe =
        Probe.train(Sequential.of(new Gated(3)), Shape.batch(2))
            .filled("0.gate.weight", 0)
            .filled("0.gate.bias", 0);
    assertThat(probe.variables().sequencedKeySet())
        .containsExactly("0.scale", "0.gate.weight", "0.gate.bias");
    assertThat(probe.run(Probe.floats(List.of(1, 2), 1, -2))).containsExactly(1.5f, -3);
  }
}
