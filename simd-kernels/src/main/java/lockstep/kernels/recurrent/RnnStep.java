package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Unary;

/// What follows the products in a step of a plain recurrent layer: `h = activation(x·W + h₋₁·U +
/// bias)`.
///
/// | operand | shape | |
/// |---|---|---|
/// | pre | `[batch, hidden]` | x·W, or x·W + h₋₁·U |
/// | recurrent | the same | h₋₁·U, or none |
/// | bias | `[hidden]` | |
/// | hBefore, h | `[batch, hidden]` | |
/// | lengths | `[batch]` of int, or none | |
///
/// A row that has no step of that number keeps its h. `h` may be `hBefore`, `pre` or `recurrent`.
/// One object serves one caller at a time.
public final class RnnStep {

  private final StepShape shape;
  private final Activation activation;
  private final Parallel.Task task = this::rows;

  // Of the current run.
  private int time;
  private long lengths;
  private long pre;
  private long recurrent;
  private long bias;
  private long hBefore;
  private long h;

  private RnnStep(StepShape shape, Activation activation) {
    this.shape = shape;
    this.activation = activation;
  }

  /// {@return the step of that shape}
  public static RnnStep of(StepShape shape, Activation activation) {
    return new RnnStep(shape, activation);
  }

  /// Runs the step.
  ///
  /// @param parallel the threads
  /// @param time the number of the step
  /// @param lengths address of the lengths, 0 for none; the others are addresses too
  /// @param recurrent 0 for none
  public void run(
      Parallel parallel,
      int time,
      long lengths,
      long pre,
      long recurrent,
      long bias,
      long hBefore,
      long h) {
    this.time = time;
    this.lengths = lengths;
    this.pre = pre;
    this.recurrent = recurrent;
    this.bias = bias;
    this.hBefore = hBefore;
    this.h = h;
    parallel.run(shape.shares(), task);
  }

  private void rows(int share, int thread) {
    int last = shape.first(share + 1);
    for (int row = shape.first(share); row < last; row++) {
      row(row);
    }
  }

  private void row(int row) {
    int hidden = shape.hidden();
    long rowH = shape.row(h, row, 1);
    if (!Lengths.live(lengths, row, time)) {
      RowLoops.copy(shape.row(hBefore, row, 1), rowH, hidden);
      return;
    }
    if (recurrent == 0) {
      RowLoops.add(shape.row(pre, row, 1), bias, rowH, hidden);
    } else {
      RowLoops.add(shape.row(pre, row, 1), shape.row(recurrent, row, 1), bias, rowH, hidden);
    }
    switch (activation) {
      case TANH -> Unary.apply(Unary.TANH, rowH, rowH, hidden);
      case RELU -> Unary.apply(Unary.RELU, rowH, rowH, hidden);
    }
  }
}
