package lockstep.kernels.recurrent;

import static lockstep.kernels.recurrent.RowLoops.at;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Unary;

/// The gradient of [LstmStep], up to the products.
///
/// ```
/// dc  = dcNext + (dh + dhNext)·o·(1 − tanh² c)
/// di' = dc·g·i(1 − i)      df' = dc·c₋₁·f(1 − f)      dg' = dc·i·(1 − g²)
/// do' = (dh + dhNext)·tanh c·o(1 − o)                 dcBefore = dc·f
/// ```
///
/// | operand | shape | |
/// |---|---|---|
/// | dh | `[batch, hidden]` | from the layer above |
/// | dhNext | the same, or none | from the step after |
/// | dcNext | the same | from the step after |
/// | gates | `[batch, 4 · hidden]` | as [LstmStep] left them |
/// | cBefore, c | `[batch, hidden]` | |
/// | dGates | `[batch, 4 · hidden]` | written: of the sums before σ and tanh |
/// | dhBefore | `[batch, hidden]` | written: what passes a row by, onto which the caller adds dGates·Uᵀ |
/// | dcBefore | `[batch, hidden]` | written |
///
/// In a row that has no step of that number, dGates is 0, dhBefore is dh + dhNext and dcBefore is
/// dcNext; in every other, dhBefore is 0. `dhBefore` may be `dh` or `dhNext`, and `dcBefore`
/// `dcNext`; dGates overlaps nothing. One object serves one caller at a time.
public final class LstmStepGradient {

  private final StepShape shape;
  private final Parallel.Task task = this::rows;

  // Of the current run.
  private int time;
  private long lengths;
  private long dh;
  private long dhNext;
  private long dcNext;
  private long gates;
  private long cBefore;
  private long c;
  private long dGates;
  private long dhBefore;
  private long dcBefore;

  private LstmStepGradient(StepShape shape) {
    this.shape = shape;
  }

  /// {@return the gradient of the step of that shape}
  public static LstmStepGradient of(StepShape shape) {
    return new LstmStepGradient(shape);
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
      long dcNext,
      long gates,
      long cBefore,
      long c,
      long dGates,
      long dhBefore,
      long dcBefore) {
    this.time = time;
    this.lengths = lengths;
    this.dh = dh;
    this.dhNext = dhNext;
    this.dcNext = dcNext;
    this.gates = gates;
    this.cBefore = cBefore;
    this.c = c;
    this.dGates = dGates;
    this.dhBefore = dhBefore;
    this.dcBefore = dcBefore;
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
    long rowGradients = shape.row(dGates, row, 4);
    long rowNext = shape.row(dcNext, row, 1);
    long rowBefore = shape.row(dcBefore, row, 1);
    if (dhNext == 0) {
      RowLoops.copy(shape.row(dh, row, 1), rowH, hidden);
    } else {
      RowLoops.add(shape.row(dh, row, 1), shape.row(dhNext, row, 1), rowH, hidden);
    }
    if (!Lengths.live(lengths, row, time)) {
      RowLoops.copy(rowNext, rowBefore, hidden);
      RowLoops.zero(rowGradients, 4 * hidden);
      return;
    }
    Unary.apply(Unary.TANH, shape.row(c, row, 1), at(rowGradients, 3 * hidden), hidden);
    LstmLoops.gradient(
        rowH,
        rowNext,
        shape.row(gates, row, 4),
        hidden,
        shape.row(cBefore, row, 1),
        rowGradients,
        rowBefore,
        hidden);
  }
}
