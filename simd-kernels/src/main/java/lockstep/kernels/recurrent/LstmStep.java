package lockstep.kernels.recurrent;

import static lockstep.kernels.recurrent.RowLoops.at;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Unary;

/// What follows the products in a step of an LSTM.
///
/// ```
/// i, f, o = σ(x·W + h₋₁·U + bias)      g = tanh(x·W + h₋₁·U + bias)
/// c = f·c₋₁ + i·g                      h = o·tanh c
/// ```
///
/// | operand | shape | |
/// |---|---|---|
/// | pre | `[batch, 4 · hidden]`: i, f, g, o | x·W, or x·W + h₋₁·U |
/// | recurrent | the same | h₋₁·U, or none |
/// | bias | `[4 · hidden]` | |
/// | hBefore, cBefore, h, c | `[batch, hidden]` | |
/// | gates | `[batch, 4 · hidden]` | after their functions, for [LstmStepGradient] |
/// | lengths | `[batch]` of int, or none | |
///
/// A row that has no step of that number keeps its h and c, and its gates are 0. `gates` may be
/// `pre` or `recurrent`, `h` may be `hBefore` and `c` `cBefore`. One object serves one caller at a
/// time.
public final class LstmStep {

  private final StepShape shape;
  private final Parallel.Task task = this::rows;

  // Of the current run.
  private int time;
  private long lengths;
  private long pre;
  private long recurrent;
  private long bias;
  private long hBefore;
  private long cBefore;
  private long h;
  private long c;
  private long gates;

  private LstmStep(StepShape shape) {
    this.shape = shape;
  }

  /// {@return the step of that shape}
  public static LstmStep of(StepShape shape) {
    return new LstmStep(shape);
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
      long cBefore,
      long h,
      long c,
      long gates) {
    this.time = time;
    this.lengths = lengths;
    this.pre = pre;
    this.recurrent = recurrent;
    this.bias = bias;
    this.hBefore = hBefore;
    this.cBefore = cBefore;
    this.h = h;
    this.c = c;
    this.gates = gates;
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
    long rowGates = shape.row(gates, row, 4);
    long rowH = shape.row(h, row, 1);
    long rowC = shape.row(c, row, 1);
    if (!Lengths.live(lengths, row, time)) {
      RowLoops.copy(shape.row(hBefore, row, 1), rowH, hidden);
      RowLoops.copy(shape.row(cBefore, row, 1), rowC, hidden);
      RowLoops.zero(rowGates, 4 * hidden);
      return;
    }
    long rowPre = shape.row(pre, row, 4);
    if (recurrent == 0) {
      RowLoops.add(rowPre, bias, rowGates, 4 * hidden);
    } else {
      RowLoops.add(rowPre, shape.row(recurrent, row, 4), bias, rowGates, 4 * hidden);
    }
    long g = at(rowGates, 2 * hidden);
    long o = at(g, hidden);
    Unary.apply(Unary.SIGMOID, rowGates, rowGates, 2 * hidden);
    Unary.apply(Unary.TANH, g, g, hidden);
    Unary.apply(Unary.SIGMOID, o, o, hidden);
    LstmLoops.cell(rowGates, hidden, shape.row(cBefore, row, 1), rowC, hidden);
    Unary.apply(Unary.TANH, rowC, rowH, hidden);
    RowLoops.multiply(o, rowH, rowH, hidden);
  }
}
