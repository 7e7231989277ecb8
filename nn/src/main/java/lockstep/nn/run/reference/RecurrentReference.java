package lockstep.nn.run.reference;

import lockstep.kernels.recurrent.Direction;
import lockstep.nn.graph.RecurrentOp;

/// The meaning of {@link RecurrentOp}: cell by cell, step by step. Gradients run forward again
/// first.
final class RecurrentReference {

  private RecurrentReference() {}

  static void run(RecurrentOp op, Operands at) {
    switch (op) {
      case RecurrentOp.Lstm(var direction, var masked) ->
          new Sequence(new LstmCell(), direction, masked ? 6 : -1, at).forward();
      case RecurrentOp.LstmGradient(var of) ->
          new Sequence(new LstmCell(), of.direction(), of.masked() ? 6 : -1, at)
              .backward(of.masked() ? 7 : 6, 2);
      case RecurrentOp.Gru(var direction, var masked) ->
          new Sequence(new GruCell(), direction, masked ? 6 : -1, at).forward();
      case RecurrentOp.GruGradient(var of) ->
          new Sequence(new GruCell(), of.direction(), of.masked() ? 6 : -1, at)
              .backward(of.masked() ? 7 : 6, 2);
      case RecurrentOp.Rnn(var direction, var masked) ->
          new Sequence(new RnnCell(), direction, masked ? 5 : -1, at).forward();
      case RecurrentOp.RnnGradient(var of) ->
          new Sequence(new RnnCell(), of.direction(), of.masked() ? 5 : -1, at)
              .backward(of.masked() ? 6 : 5, 1);
    }
  }

  /// One kind of recurrence. A state is h, for an LSTM h and then c.
  sealed interface Cell permits LstmCell, GruCell, RnnCell {

    /// How many tensors its state has.
    int states();

    /// How many biases it has.
    int biases();

    /// Gates of a bias.
    int gates();

    /// {@return the state after `state`, from `x·W + bias` and `h·U + recurrent bias`}
    double[] next(double[] input, double[] recurrent, double[] state, int hidden);

    /// Writes the gradients of `input`, `recurrent` and the state that are not through these.
    void back(
        double[] input,
        double[] recurrent,
        double[] state,
        double[] dNext,
        double[] dInput,
        double[] dRecurrent,
        double[] dState,
        int hidden);
  }

  /// All sequences of a batch.
  private static final class Sequence {

    private final Cell cell;
    private final Direction direction;
    private final int lengths;
    private final Operands at;
    private final int batch;
    private final int time;
    private final int features;
    private final int hidden;
    private final int width;
    private final int weights;

    Sequence(Cell cell, Direction direction, int lengths, Operands at) {
      this.cell = cell;
      this.direction = direction;
      this.lengths = lengths;
      this.at = at;
      batch = at.in(0).shape().size(0);
      time = at.in(0).shape().size(1);
      features = at.in(0).shape().size(2);
      hidden = at.in(1).shape().size(1);
      width = cell.gates() * hidden;
      weights = 1 + cell.states();
    }

    void forward() {
      for (int row = 0; row < batch; row++) {
        double[][] states = states(row);
        for (int step = 0; step < time; step++) {
          int place = place(step);
          System.arraycopy(
              states[step + 1], 0, at.out(0).values(), (row * time + place) * hidden, hidden);
        }
        for (int s = 0; s < cell.states(); s++) {
          System.arraycopy(states[time], s * hidden, at.out(1 + s).values(), row * hidden, hidden);
        }
      }
    }

    /// @param y the index of y among the inputs
    /// @param dy how much further dy is
    void backward(int y, int dy) {
      for (int row = 0; row < batch; row++) {
        double[][] states = states(row);
        var dState = new double[cell.states() * hidden];
        for (int s = 0; s < cell.states(); s++) {
          System.arraycopy(
              at.in(y + dy + 1 + s).values(), row * hidden, dState, s * hidden, hidden);
        }
        for (int step = time - 1; step >= 0; step--) {
          int from = (row * time + place(step)) * hidden;
          for (int j = 0; j < hidden; j++) {
            dState[j] += at.in(y + dy).get(from + j);
          }
          if (!absent(row, step)) {
            dState = back(row, step, states[step], dState);
          }
        }
        for (int s = 0; s < cell.states(); s++) {
          System.arraycopy(dState, s * hidden, at.out(1 + s).values(), row * hidden, hidden);
        }
      }
    }

    /// The states before each step, and after the last.
    private double[][] states(int row) {
      var states = new double[time + 1][];
      states[0] = new double[cell.states() * hidden];
      for (int s = 0; s < cell.states(); s++) {
        System.arraycopy(at.in(1 + s).values(), row * hidden, states[0], s * hidden, hidden);
      }
      for (int step = 0; step < time; step++) {
        states[step + 1] =
            absent(row, step)
                ? states[step]
                : cell.next(input(row, step), recurrent(states[step]), states[step], hidden);
      }
      return states;
    }

    private int place(int step) {
      return direction == Direction.FORWARD ? step : time - 1 - step;
    }

    private boolean absent(int row, int step) {
      return lengths >= 0 && place(step) >= at.in(lengths).integer(row);
    }

    private double[] input(int row, int step) {
      int from = (row * time + place(step)) * features;
      var sums = new double[width];
      for (int j = 0; j < width; j++) {
        sums[j] = at.in(weights + 2).get(j);
        for (int i = 0; i < features; i++) {
          sums[j] += at.in(0).get(from + i) * at.in(weights).get(i * width + j);
        }
      }
      return sums;
    }

    private double[] recurrent(double[] state) {
      var sums = new double[width];
      for (int j = 0; j < width; j++) {
        sums[j] = cell.biases() == 2 ? at.in(weights + 3).get(j) : 0;
        for (int i = 0; i < hidden; i++) {
          sums[j] += state[i] * at.in(weights + 1).get(i * width + j);
        }
      }
      return sums;
    }

    private double[] back(int row, int step, double[] state, double[] dNext) {
      var dInput = new double[width];
      var dRecurrent = new double[width];
      var dState = new double[state.length];
      cell.back(
          input(row, step), recurrent(state), state, dNext, dInput, dRecurrent, dState, hidden);
      int from = (row * time + place(step)) * features;
      for (int j = 0; j < width; j++) {
        for (int i = 0; i < features; i++) {
          int weight = i * width + j;
          at.out(0).values()[from + i] += dInput[j] * at.in(weights).get(weight);
          at.out(weights).values()[weight] += dInput[j] * at.in(0).get(from + i);
        }
        for (int i = 0; i < hidden; i++) {
          int weight = i * width + j;
          dState[i] += dRecurrent[j] * at.in(weights + 1).get(weight);
          at.out(weights + 1).values()[weight] += dRecurrent[j] * state[i];
        }
        at.out(weights + 2).values()[j] += dInput[j];
        if (cell.biases() == 2) {
          at.out(weights + 3).values()[j] += dRecurrent[j];
        }
      }
      return dState;
    }
  }
}
