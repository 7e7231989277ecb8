package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;

/// The gradient of [RnnStep], up to the products: `dPre = (dh + dhNext)·(1 − h²)`, of ReLU `dh +
/// dhNext` where h is greater than 0 and else 0.
///
/// | operand | shape | |
/// |---|---|---|
/// | dh | `[batch, hidden]` | from the layer above |
/// | dhNext | the same, or none | from the step after |
/// | h | `[batch, hidden]` | as [RnnStep] left it |
/// | dPre | `[batch, hidden]` | written |
/// | dhBefore | `[batch, hidden]` | written: what passes a row by, onto which the caller adds dPre·Uᵀ |
///
/// In a row that has no step of that number, dPre is 0 and dhBefore is dh + dhNext; in every other,
/// dhBefore is 0. `dhBefore` may be `dh` or `dhNext`; nothing else overlaps. One object serves one
/// caller at a time.
public final class RnnStepGradient {

  private final StepShape shape;
  private final Activation activation;
  private final Parallel.Task task = this::rows;

  // Of the current run.
  private int time;
  private long lengths;
  private long dh;
  private long dhNext;
  private long h;
  private long dPre;
  private long dhBefore;

  private RnnStepGradient(StepShape shape, Activation activation) {
    this.shape = shape;
    this.activation = activation;
  }

  /// {@return the gradient of the step of that shape}
  public static RnnStepGradient of(StepShape shape, Activation activation) {
    return new RnnStepGradient(shape, activation);
  }

  /// Runs the gradient of the step.
  ///
  /// @param parallel the threads
  /// @param time the number of the step
  /// @param lengths address of the lengths, 0 for none; the others are addresses too
  /// @param dhNext 0 for none
  public void run(
      Parallel parallel,
      int time,
      long lengths,
      long dh,
      long dhNext,
      long h,
      long dPre,
      long dhBefore) {
    this.time = time;
    this.lengths = lengths;
    this.dh = dh;
    this.dhNext = dhNext;
    this.h = h;
    this.dPre = dPre;
    this.dhBefore = dhBefore;
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
    long rowBefore = shape.row(dhBefore, row, 1);
    long rowPre = shape.row(dPre, row, 1);
    if (dhNext == 0) {
      RowLoops.copy(shape.row(dh, row, 1), rowBefore, hidden);
    } else {
      RowLoops.add(shape.row(dh, row, 1), shape.row(dhNext, row, 1), rowBefore, hidden);
    }
    if (!Lengths.live(lengths, row, time)) {
      RowLoops.zero(rowPre, hidden);
      return;
    }
    switch (activation) {
      case TANH -> RowLoops.tanhGradient(rowBefore, shape.row(h, row, 1), rowPre, hidden);
      case RELU -> RowLoops.reluGradient(rowBefore, shape.row(h, row, 1), rowPre, hidden);
    }
    RowLoops.zero(rowBefore, hidden);
  }
}
