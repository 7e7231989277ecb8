package lockstep.nn.run.reference;

/// `h' = tanh(x·W + h·U + bias)`.
record RnnCell() implements RecurrentReference.Cell {

  @Override
  public int states() {
    return 1;
  }

  @Override
  public int biases() {
    return 1;
  }

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public double[] next(double[] input, double[] recurrent, double[] state, int hidden) {
    var next = new double[hidden];
    for (int j = 0; j < hidden; j++) {
      next[j] = Math.tanh(input[j] + recurrent[j]);
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
      double h = Math.tanh(input[j] + recurrent[j]);
      dInput[j] = dNext[j] * (1 - h * h);
      dRecurrent[j] = dInput[j];
    }
  }
}
