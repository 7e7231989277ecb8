package lockstep.nn.zoo;

import java.util.List;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Embedding;
import lockstep.nn.layer.Function;
import lockstep.nn.layer.Layer;
import lockstep.nn.layer.Sequential;
import lockstep.nn.tensor.DType;

/// What a user thinks of an item.
///
/// | value | shape |
/// |---|---|
/// | pairs (user, item) | `[N, 2]`, INT32 |
/// | what it says | `[N, 1]` |
///
/// @param users how many there are
/// @param items how many there are
/// @param width features of each
public record Recommender(int users, int items, int width) implements Layer {

  @Override
  public Value lower(GraphBuilder g, Value x) {
    g.expect(
        x.dtype() == DType.INT32 && x.shape().rank() == 2 && x.shape().size(1) == 2,
        "Recommender",
        "pairs [N, 2] of INT32",
        x,
        "Give the number of a user and that of an item.");
    Value user = new Embedding(users, width).lower(g, "user", column(g, x, 0));
    Value item = new Embedding(items, width).lower(g, "item", column(g, x, 1));
    return Sequential.of(new Dense(64), Function.relu(), new Dense(1))
        .lower(g, "head", g.concat(-1, List.of(user, item)));
  }

  private static Value column(GraphBuilder g, Value x, int column) {
    return g.reshape(g.slice(x, 1, column, 1), x.shape().without(1));
  }
}
