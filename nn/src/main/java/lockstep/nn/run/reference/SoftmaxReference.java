package lockstep.nn.run.reference;

import lockstep.nn.graph.SoftmaxOp;

/// The meaning of {@link SoftmaxOp}. What is saved is left zero: gradients compute afresh.
final class SoftmaxReference {

  private SoftmaxReference() {}

  static void run(SoftmaxOp op, Operands at) {
    int columns = at.in(0).shape().size(-1);
    int rows = columns == 0 ? 0 : at.in(0).count() / columns;
    double weights = 0;
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      int start = row * columns;
      switch (op) {
        case SoftmaxOp.Softmax _ ->
            copy(softmax(at.in(0), start, columns), at.out(0).values(), start);
        case SoftmaxOp.LogSoftmax _ ->
            copy(logSoftmax(at.in(0), start, columns), at.out(0).values(), start);
        case SoftmaxOp.SoftmaxGradient _ -> softmaxGradient(at, start, columns);
        case SoftmaxOp.LogSoftmaxGradient _ -> logSoftmaxGradient(at, start, columns);
        case SoftmaxOp.CrossEntropy(var smoothing, var ignored, var weighted) -> {
          int label = at.in(1).integer(row);
          if (label != ignored) {
            double[] q = targets(at, smoothing, weighted, label, columns);
            double loss = loss(logSoftmax(at.in(0), start, columns), q);
            at.out(1).values()[row] = loss;
            sum += loss;
            weights += weighted ? at.in(2).get(label) : 1;
          }
        }
        case SoftmaxOp.CrossEntropyGradient(var smoothing, var ignored, var weighted) -> {
          int label = at.in(1).integer(row);
          if (label != ignored) {
            double[] q = targets(at, smoothing, weighted, label, columns);
            lossGradient(at, q, at.in(weighted ? 4 : 3).get(0), start);
          }
        }
        case SoftmaxOp.SoftCrossEntropy _ -> {
          double loss = loss(logSoftmax(at.in(0), start, columns), row(at.in(1), start, columns));
          at.out(1).values()[row] = loss;
          sum += loss;
          weights += 1;
        }
        case SoftmaxOp.SoftCrossEntropyGradient _ ->
            lossGradient(at, row(at.in(1), start, columns), at.in(3).get(0), start);
      }
    }
    if ((op instanceof SoftmaxOp.CrossEntropy || op instanceof SoftmaxOp.SoftCrossEntropy)
        && weights != 0) {
      at.out(0).values()[0] = sum / weights;
      at.out(0).values()[1] = 1 / weights;
    }
  }

  /// What a label says of each class, with smoothing and class weights.
  private static double[] targets(
      Operands at, float smoothing, boolean weighted, int label, int columns) {
    var q = new double[columns];
    for (int j = 0; j < columns; j++) {
      double weight = weighted ? at.in(2).get(j) : 1;
      q[j] = weight * (smoothing / columns + (j == label ? 1 - smoothing : 0));
    }
    return q;
  }

  private static double loss(double[] logarithms, double[] q) {
    double loss = 0;
    for (int j = 0; j < q.length; j++) {
      loss -= q[j] == 0 ? 0 : q[j] * logarithms[j];
    }
    return loss;
  }

  private static void lossGradient(Operands at, double[] q, double scale, int start) {
    double[] p = softmax(at.in(0), start, q.length);
    double all = 0;
    for (double each : q) {
      all += each;
    }
    for (int j = 0; j < q.length; j++) {
      at.out(0).values()[start + j] = scale * (all * p[j] - q[j]);
    }
  }

  private static void softmaxGradient(Operands at, int start, int columns) {
    double dot = 0;
    for (int j = start; j < start + columns; j++) {
      dot += at.in(0).get(j) * at.in(1).get(j);
    }
    for (int j = start; j < start + columns; j++) {
      at.out(0).values()[j] = at.in(0).get(j) * (at.in(1).get(j) - dot);
    }
  }

  private static void logSoftmaxGradient(Operands at, int start, int columns) {
    double sum = 0;
    for (int j = start; j < start + columns; j++) {
      sum += at.in(1).get(j);
    }
    for (int j = start; j < start + columns; j++) {
      at.out(0).values()[j] = at.in(1).get(j) - Math.exp(at.in(0).get(j)) * sum;
    }
  }

  private static double[] softmax(Doubles x, int start, int columns) {
    double[] y = logSoftmax(x, start, columns);
    for (int j = 0; j < columns; j++) {
      y[j] = Math.exp(y[j]);
    }
    return y;
  }

  private static double[] logSoftmax(Doubles x, int start, int columns) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int j = start; j < start + columns; j++) {
      largest = Math.max(largest, x.get(j));
    }
    double sum = 0;
    for (int j = start; j < start + columns; j++) {
      sum += Math.exp(x.get(j) - largest);
    }
    double[] y = row(x, start, columns);
    for (int j = 0; j < columns; j++) {
      y[j] -= largest + Math.log(sum);
    }
    return y;
  }

  private static double[] row(Doubles x, int start, int columns) {
    var row = new double[columns];
    System.arraycopy(x.values(), start, row, 0, columns);
    return row;
  }

  private static void copy(double[] row, double[] to, int start) {
    System.arraycopy(row, 0, to, start, row.length);
  }
}
