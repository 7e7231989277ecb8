package lockstep.nn.run.reference;

/// `i, f, o = σ(…), g = tanh(…), c' = f·c + i·g, h' = o·tanh c'`; gates in the order i, f, g, o.
record LstmCell() implements RecurrentReference.Cell {

  @Override
  public int states() {
    return 2;
  }

  @Override
  public int biases() {
    return 1;
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public double[] next(double[] input, double[] recurrent, double[] state, int hidden) {
    var next = new double[2 * hidden];
    for (int j = 0; j < hidden; j++) {
      double i = sigmoid(input[j] + recurrent[j]);
      double f = sigmoid(input[hidden + j] + recurrent[hidden + j]);
      double g = Math.tanh(input[2 * hidden + j] + recurrent[2 * hidden + j]);
      double o = sigmoid(input[3 * hidden + j] + recurrent[3 * hidden + j]);
      next[hidden + j] = f * state[hidden + j] + i * g;
      next[j] = o * Math.tanh(next[hidden + j]);
    }
    return next;
  }

  @Override
  public void back(
      double[] input,
      double[] recurrent,
      double[] state,
      double[] dNext,
      double[] dInput,
      double[] dRecurrent,
      double[] dState,
      int hidden) {
    for (int j = 0; j < hidden; j++) {
      double i = sigmoid(input[j] + recurrent[j]);
      double f = sigmoid(input[hidden + j] + recurrent[hidden + j]);
      double g = Math.tanh(input[2 * hidden + j] + recurrent[2 * hidden + j]);
      double o = sigmoid(input[3 * hidden + j] + recurrent[3 * hidden + j]);
      double t = Math.tanh(f * state[hidden + j] + i * g);
      double dc = dNext[hidden + j] + dNext[j] * o * (1 - t * t);
      dInput[j] = dc * g * i * (1 - i);
      dInput[hidden + j] = dc * state[hidden + j] * f * (1 - f);
      dInput[2 * hidden + j] = dc * i * (1 - g * g);
      dInput[3 * hidden + j] = dNext[j] * t * o * (1 - o);
      dState[hidden + j] = dc * f;
    }
    System.arraycopy(dInput, 0, dRecurrent, 0, dInput.length);
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
