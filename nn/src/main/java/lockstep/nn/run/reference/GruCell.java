package lockstep.nn.run.reference;

import static lockstep.nn.run.reference.LstmCell.sigmoid;

/// `r, z = σ(…), n = tanh(x·W + bias + r·(h·U + recurrent bias)), h' = (1 − z)·n + z·h`; gates in
/// the order r, z, n.
record GruCell() implements RecurrentReference.Cell {

  @Override
  public int states() {
    return 1;
  }

  @Override
  public int biases() {
    return 2;
  }

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public double[] next(double[] input, double[] recurrent, double[] state, int hidden) {
    var next = new double[hidden];
    for (int j = 0; j < hidden; j++) {
      double r = sigmoid(input[j] + recurrent[j]);
      double z = sigmoid(input[hidden + j] + recurrent[hidden + j]);
      double n = Math.tanh(input[2 * hidden + j] + r * recurrent[2 * hidden + j]);
      next[j] = (1 - z) * n + z * state[j];
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
      double r = sigmoid(input[j] + recurrent[j]);
      double z = sigmoid(input[hidden + j] + recurrent[hidden + j]);
      double q = recurrent[2 * hidden + j];
      double n = Math.tanh(input[2 * hidden + j] + r * q);
      double dn = dNext[j] * (1 - z) * (1 - n * n);
      dInput[j] = dn * q * r * (1 - r);
      dInput[hidden + j] = dNext[j] * (state[j] - n) * z * (1 - z);
      dInput[2 * hidden + j] = dn;
      dRecurrent[j] = dInput[j];
      dRecurrent[hidden + j] = dInput[hidden + j];
      dRecurrent[2 * hidden + j] = dn * r;
      dState[j] = dNext[j] * z;
    }
  }
}
