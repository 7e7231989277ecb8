package lockstep.nn.run.reference;

import lockstep.nn.graph.AttentionOp;
import lockstep.nn.graph.AttentionOp.KeyMask;
import lockstep.nn.tensor.Shape;

/// The meaning of {@link AttentionOp}, by the whole matrix of weights.
final class AttentionReference {

  /// One operation over its tensors.
  private final AttentionOp.Attention op;

  private final Operands at;
  private final boolean fused;
  private final int sequences;
  private final int queries;
  private final int keys;
  private final int headSize;

  private AttentionReference(AttentionOp.Attention op, Operands at) {
    this.op = op;
    this.at = at;
    fused = op.operands() == AttentionOp.Operands.FUSED;
    Shape q = at.in(0).shape();
    sequences = q.size(0);
    queries = q.size(1);
    keys = fused ? queries : at.in(1).shape().size(1);
    headSize = q.size(2) / (fused ? 3 * op.heads() : op.heads());
  }

  static void run(AttentionOp op, Operands at) {
    switch (op) {
      case AttentionOp.Attention attention -> new AttentionReference(attention, at).forward();
      case AttentionOp.AttentionGradient(var attention) ->
          new AttentionReference(attention, at).backward();
    }
  }

  private void forward() {
    for (int n = 0; n < sequences; n++) {
      for (int head = 0; head < op.heads(); head++) {
        for (int query = 0; query < queries; query++) {
          double[] weights = weights(n, head, query);
          for (int key = 0; key < keys; key++) {
            for (int d = 0; d < headSize; d++) {
              at.out(0).values()[o(n, query, head, d)] +=
                  weights[key] * value(2, v(n, key, head, d));
            }
          }
        }
      }
    }
  }

  private void backward() {
    int dOut = at.inputs() - 1;
    for (int n = 0; n < sequences; n++) {
      for (int head = 0; head < op.heads(); head++) {
        for (int query = 0; query < queries; query++) {
          double[] weights = weights(n, head, query);
          var slopes = new double[keys];
          double mean = 0;
          for (int key = 0; key < keys; key++) {
            for (int d = 0; d < headSize; d++) {
              double dy = at.in(dOut).get(o(n, query, head, d));
              slopes[key] += dy * value(2, v(n, key, head, d));
              add(2, v(n, key, head, d), weights[key] * dy);
            }
            mean += weights[key] * slopes[key];
          }
          for (int key = 0; key < keys; key++) {
            double dScore = weights[key] * (slopes[key] - mean) * op.scale();
            for (int d = 0; d < headSize; d++) {
              add(0, q(n, query, head, d), dScore * value(1, k(n, key, head, d)));
              add(1, k(n, key, head, d), dScore * value(0, q(n, query, head, d)));
            }
          }
        }
      }
    }
  }

  /// Softmax of the scores of one query; zeros where it sees no key.
  private double[] weights(int n, int head, int query) {
    var weights = new double[keys];
    double largest = Double.NEGATIVE_INFINITY;
    for (int key = 0; key < keys; key++) {
      double score = 0;
      for (int d = 0; d < headSize; d++) {
        score += value(0, q(n, query, head, d)) * value(1, k(n, key, head, d));
      }
      weights[key] = sees(n, query, key) ? score * op.scale() : Double.NEGATIVE_INFINITY;
      largest = Math.max(largest, weights[key]);
    }
    double sum = 0;
    for (int key = 0; key < keys; key++) {
      weights[key] =
          weights[key] == Double.NEGATIVE_INFINITY ? 0 : Math.exp(weights[key] - largest);
      sum += weights[key];
    }
    for (int key = 0; key < keys; key++) {
      weights[key] = sum == 0 ? 0 : weights[key] / sum;
    }
    return weights;
  }

  private boolean sees(int n, int query, int key) {
    boolean hidden = op.mask() == KeyMask.GIVEN && at.in(fused ? 1 : 3).get(n * keys + key) == 0;
    return !hidden && (!op.causal() || key <= query + keys - queries);
  }

  private double value(int part, int element) {
    return at.in(fused ? 0 : part).get(element);
  }

  private void add(int part, int element, double gradient) {
    at.out(fused ? 0 : part).values()[element] += gradient;
  }

  private int q(int n, int token, int head, int d) {
    return element(n * queries + token, 0, op.heads(), head, d);
  }

  private int k(int n, int token, int head, int d) {
    return element(n * keys + token, 1, op.keyHeads(), head * op.keyHeads() / op.heads(), d);
  }

  private int v(int n, int token, int head, int d) {
    return element(n * keys + token, 2, op.keyHeads(), head * op.keyHeads() / op.heads(), d);
  }

  private int element(int token, int part, int heads, int head, int d) {
    return fused
        ? ((token * 3 + part) * heads + head) * headSize + d
        : (token * heads + head) * headSize + d;
  }

  private int o(int n, int token, int head, int d) {
    return ((n * queries + token) * op.heads() + head) * headSize + d;
  }
}
