package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;

/// The gradient of [GruStep], up to the products.
///
/// ```
/// d   = dh + dhNext
/// dn' = d·(1 − z)·(1 − n²)      dz' = d·(h₋₁ − n)·z(1 − z)
/// dr' = dn'·q·r(1 − r)          dq  = dn'·r
/// ```
///
/// | operand | shape | |
/// |---|---|---|
/// | dh | `[batch, hidden]` | from the layer above |
/// | dhNext | the same, or none | from the step after |
/// | gates | `[batch, 4 · hidden]` | as [GruStep] left them |
/// | hBefore | `[batch, hidden]` | |
/// | dInput | `[batch, 3 · hidden]` | written: dr', dz', dn', the gradient of x·W |
/// | dRecurrent | the same | written: dr', dz', dq, the gradient of h₋₁·U |
/// | dhBefore | `[batch, hidden]` | written: d·z, onto which the caller adds dRecurrent·Uᵀ |
///
/// In a row that has no step of that number, dInput and dRecurrent are 0 and dhBefore is d.
/// `dhBefore` may be `dh` or `dhNext`; nothing else overlaps. One object serves one caller at a
/// time.
public final class GruStepGradient {

  private final StepShape shape;
  private final Parallel.Task task = this::rows;

  // Of the current run.
  private int time;
  private long lengths;
  private long dh;
  private long dhNext;
  private long gates;
  private long hBefore;
  private long dInput;
  private long dRecurrent;
  private long dhBefore;

  private GruStepGradient(StepShape shape) {
    this.shape = shape;
  }

  /// {@return the gradient of the step of that shape}
  public static GruStepGradient of(StepShape shape) {
    return new GruStepGradient(shape);
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
      long gates,
      long hBefore,
      long dInput,
      long dRecurrent,
      long dhBefore) {
    this.time = time;
    this.lengths = lengths;
    this.dh = dh;
    this.dhNext = dhNext;
    this.gates = gates;
    this.hBefore = hBefore;
    this.dInput = dInput;
    this.dRecurrent = dRecurrent;
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
    long rowH = shape.row(dhBefore, row, 1);
    long rowInput = shape.row(dInput, row, 3);
    long rowRecurrent = shape.row(dRecurrent, row, 3);
    if (dhNext == 0) {
      RowLoops.copy(shape.row(dh, row, 1), rowH, hidden);
    } else {
      RowLoops.add(shape.row(dh, row, 1), shape.row(dhNext, row, 1), rowH, hidden);
    }
    if (!Lengths.live(lengths, row, time)) {
      RowLoops.zero(rowInput, 3 * hidden);
      RowLoops.zero(rowRecurrent, 3 * hidden);
      return;
    }
    GruLoops.gradient(
        rowH, shape.row(gates, row, 4), shape.row(hBefore, row, 1), rowInput, rowRecurrent, hidden);
  }
}
