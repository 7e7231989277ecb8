package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.PoolWindow;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;

/// The average of each channel over all pixels, or over all steps of a sequence.
///
/// | tensor | shape |
/// |---|---|
/// | x | `[N, …, C]` |
/// | y | `[N, C]` |
public record GlobalAveragePool() implements Layer {

  @Override
  public Value lower(GraphBuilder g, Value x) {
    Shape shape = x.shape();
    g.expect(
        shape.rank() >= 3,
        "GlobalAveragePool",
        "images [N, H, W, C] or sequences [N, T, C]",
        x,
        "There is nothing to average; leave the layer out.");
    int positions = shape.product(1, shape.rank() - 1);
    Shape examples = Shape.of(0).withAxisOf(0, shape, 0);
    Shape columns = examples.insert(1, positions).insert(2, 1).insert(3, shape.size(-1));
    Value y = g.apply(new PoolOp.AveragePool(new PoolWindow.Adaptive(1, 1)), g.reshape(x, columns));
    return g.reshape(y, examples.insert(1, shape.size(-1)));
  }
}
