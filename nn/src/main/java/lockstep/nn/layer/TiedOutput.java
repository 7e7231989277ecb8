package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// Scores for every row of an embedding's table, `x·tableᵀ`: the output of a language model that
/// has no parameters of its own.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[…, width]` |
/// | the embedding's weight | `[rows, width]` |
/// | y | `[…, rows]` |
///
/// @param embedding the path of the embedding, which is lowered before, as seen from the layers
///   around this one: in a `Sequential` its number
public record TiedOutput(String embedding) implements Layer {

  @Override
  public Value lower(GraphBuilder g, Value x) {
    Value table = g.nearestVariable(embedding + ".weight");
    g.expect(
        table.shape().rank() == 2 && table.shape().size(1) == x.shape().size(-1),
        "TiedOutput",
        "features for the table of `" + embedding + "`, " + table.shape(),
        x,
        "Make both as wide.");
    return g.matMul(x, false, table, true);
  }
}
