package lockstep.nn.layer;

import java.util.List;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// Layers one after the other; their names are their numbers, from 0 on.
public record Sequential(List<Layer> layers) implements Layer {

  /// Copies the list.
  public Sequential {
    layers = List.copyOf(layers);
  }

  /// {@return those layers one after the other}
  public static Sequential of(Layer... layers) {
    return new Sequential(List.of(layers));
  }

  @Override
  public Value lower(GraphBuilder g, Value x) {
    Value y = x;
    for (int i = 0; i < layers.size(); i++) {
      y = layers.get(i).lower(g, Integer.toString(i), y);
    }
    return y;
  }
}
