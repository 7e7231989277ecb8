package lockstep.nn.layer;

import java.util.function.UnaryOperator;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Value;

/// Where the parts of a block are normalised.
public enum NormOrder {
  /// `x + part(norm(x))`: trains deep stacks without a warm-up. A norm follows the last block.
  BEFORE,
  /// `norm(x + part(x))`: as transformers were at first.
  AFTER;

  /// {@return a part with its norm, named `name`, and the way around it}
  Value around(
      GraphBuilder g,
      String name,
      LayerNorm norm,
      Dropout dropout,
      Value x,
      UnaryOperator<Value> part) {
    UnaryOperator<Value> kept =
        dropout.probability() == 0 ? part : in -> dropout.lower(g, part.apply(in));
    return switch (this) {
      case BEFORE -> g.add(x, kept.apply(norm.lower(g, name, x)));
      case AFTER -> norm.lower(g, name, g.add(x, kept.apply(x)));
    };
  }
}
