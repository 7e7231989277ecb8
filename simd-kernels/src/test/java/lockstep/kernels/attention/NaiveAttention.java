package lockstep.kernels.attention;

/// Attention in double as one writes it down, and its loss `Σ O·dO`.
final class NaiveAttention {

  private final AttentionShape shape;
  private final boolean masked;
  private final float[] mask;

  NaiveAttention(Tensors tensors) {
    shape = tensors.shape;
    masked = tensors.masked;
    mask = tensors.mask;
  }

  static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  static int index(TokenLayout layout, int b, int token, int head, int headSize) {
    return (int) (b * layout.sequence() + (long) token * layout.token() + (long) head * headSize);
  }

  /// The output of one head of one query; its log-sum-exp stands after the last element.
  double[] query(double[] q, double[] k, double[] v, int b, int h, int i) {
    int size = shape.headSize();
    double[] scores = new double[shape.keys()];
    double maximum = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < scores.length; j++) {
      scores[j] = Double.NEGATIVE_INFINITY;
      boolean seen = !shape.causal() || j <= i + shape.keys() - shape.queries();
      if (seen && !(masked && mask[b * shape.keys() + j] == 0)) {
        scores[j] = 0;
        for (int d = 0; d < size; d++) {
          scores[j] +=
              q[index(shape.q(), b, i, h, size) + d]
                  * k[index(shape.k(), b, j, h * shape.keyHeads() / shape.heads(), size) + d];
        }
        scores[j] *= shape.scale();
      }
      maximum = Math.max(maximum, scores[j]);
    }
    double[] out = new double[size + 1];
    double sum = 0;
    for (int j = 0; j < scores.length && maximum > Double.NEGATIVE_INFINITY; j++) {
      double p = Math.exp(scores[j] - maximum);
      sum += p;
      for (int d = 0; d < size; d++) {
        out[d] += p * v[index(shape.v(), b, j, h * shape.keyHeads() / shape.heads(), size) + d];
      }
    }
    for (int d = 0; d < size && sum > 0; d++) {
      out[d] /= sum;
    }
    out[size] = maximum + Math.log(Math.max(sum, 1));
    return out;
  }

  double loss(double[] q, double[] k, double[] v, double[] dO) {
    double loss = 0;
    for (int b = 0; b < shape.batch(); b++) {
      for (int h = 0; h < shape.heads(); h++) {
        for (int i = 0; i < shape.queries(); i++) {
          double[] out = query(q, k, v, b, h, i);
          for (int d = 0; d < shape.headSize(); d++) {
            loss += out[d] * dO[index(shape.o(), b, i, h, shape.headSize()) + d];
          }
        }
      }
    }
    return loss;
  }
}
