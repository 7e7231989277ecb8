package lockstep.kernels.recurrent;

/// A recurrent layer in double, as its textbook has it: no blocks, no shared code with the kernels.
final class DoubleLayer {

  private final Layer.Kind kind;
  private final SequenceShape shape;
  private final int[] lengths;
  private final double[][] inputs;
  final double[] y;
  final double[] h;
  final double[] c;

  DoubleLayer(Layer layer, double[][] inputs) {
    kind = layer.kind;
    shape = layer.shape;
    lengths = layer.lengths;
    this.inputs = inputs;
    y = new double[shape.rows() * shape.hidden()];
    h = inputs[1].clone();
    c = inputs[2].clone();
    for (int number = 0; number < shape.time(); number++) {
      for (int row = 0; row < shape.batch(); row++) {
        step(shape.place(number), row);
      }
    }
  }

  static double[][] doubles(float[][] floats) {
    double[][] doubles = new double[floats.length][];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = new double[floats[i].length];
      for (int j = 0; j < floats[i].length; j++) {
        doubles[i][j] = floats[i][j];
      }
    }
    return doubles;
  }

  /// The sum of all that comes out, each times its seed.
  double loss(float[][] seeds) {
    double loss = 0;
    for (int i = 0; i < y.length; i++) {
      loss += seeds[0][i] * y[i];
    }
    for (int i = 0; i < h.length; i++) {
      loss += seeds[1][i] * h[i];
      loss += kind == Layer.Kind.LSTM ? seeds[2][i] * c[i] : 0;
    }
    return loss;
  }

  private int row(int time, int row) {
    return switch (shape.order()) {
      case TIME_FIRST -> time * shape.batch() + row;
      case BATCH_FIRST -> row * shape.time() + time;
    };
  }

  private void step(int time, int row) {
    int hidden = shape.hidden();
    int first = row * hidden;
    if (lengths.length == 0 || time < lengths[row]) {
      double[] nextH = new double[hidden];
      for (int k = 0; k < hidden; k++) {
        nextH[k] =
            switch (kind) {
              case LSTM -> {
                double i = sigmoid(input(time, row, k) + state(row, k));
                double f = sigmoid(input(time, row, hidden + k) + state(row, hidden + k));
                double g = Math.tanh(input(time, row, 2 * hidden + k) + state(row, 2 * hidden + k));
                double o = sigmoid(input(time, row, 3 * hidden + k) + state(row, 3 * hidden + k));
                c[first + k] = f * c[first + k] + i * g;
                yield o * Math.tanh(c[first + k]);
              }
              case GRU -> {
                double r = sigmoid(input(time, row, k) + state(row, k));
                double z = sigmoid(input(time, row, hidden + k) + state(row, hidden + k));
                double n =
                    Math.tanh(input(time, row, 2 * hidden + k) + r * state(row, 2 * hidden + k));
                yield (1 - z) * n + z * h[first + k];
              }
              case RNN_TANH -> Math.tanh(input(time, row, k) + state(row, k));
              case RNN_RELU -> Math.max(0, input(time, row, k) + state(row, k));
            };
      }
      System.arraycopy(nextH, 0, h, first, hidden);
    }
    System.arraycopy(h, first, y, row(time, row) * hidden, hidden);
  }

  /// A column of x·W + bias.
  private double input(int time, int row, int column) {
    double sum = inputs[5][column];
    for (int i = 0; i < shape.features(); i++) {
      sum +=
          inputs[0][row(time, row) * shape.features() + i]
              * inputs[3][i * kind.gates * shape.hidden() + column];
    }
    return sum;
  }

  /// A column of h·U, of a GRU with its own bias.
  private double state(int row, int column) {
    double sum = kind == Layer.Kind.GRU ? inputs[6][column] : 0;
    for (int i = 0; i < shape.hidden(); i++) {
      sum += h[row * shape.hidden() + i] * inputs[4][i * kind.gates * shape.hidden() + column];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
