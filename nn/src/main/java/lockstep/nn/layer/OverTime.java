package lockstep.nn.layer;

import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.MoveOp;
import lockstep.nn.graph.Value;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;

/// Weights of the steps of sequences by their lengths, and sums with them.
final class OverTime {

  private OverTime() {}

  /// The weight of a step, from 0 on, of a sequence of that length.
  @FunctionalInterface
  interface Weight {
    float of(int step, int length);
  }

  static void requireSequences(GraphBuilder g, String layer, Value x) {
    g.expect(x.shape().rank() == 3, layer, "sequences [N, T, features]", x, "Reshape them.");
  }

  /// {@return `[N, features]`}
  static Value sum(GraphBuilder g, Value x, Value lengths, Weight weight) {
    Value weights = weights(g, lengths, x.shape().size(1), weight);
    Value rows = g.reshape(weights, weights.shape().insert(1, 1));
    return g.reshape(g.matMul(rows, x), x.shape().without(1));
  }

  /// {@return `[N, time]`, 0 beyond the end of a sequence}
  static Value weights(GraphBuilder g, Value lengths, int time, Weight weight) {
    float[] table = new float[(time + 1) * time];
    for (int length = 1; length <= time; length++) {
      for (int step = 0; step < length; step++) {
        table[length * time + step] = weight.of(step, length);
      }
    }
    // Not a gather: a length beyond the table then counts as 0 instead of reading elsewhere.
    Value chosen = g.apply(new MoveOp.OneHot(time + 1), lengths);
    return g.matMul(chosen, g.constant(Tensor.of(Shape.of(time + 1, time), table)));
  }
}
