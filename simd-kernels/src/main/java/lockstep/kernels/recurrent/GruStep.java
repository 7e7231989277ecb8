package lockstep.kernels.recurrent;

import static lockstep.kernels.recurrent.RowLoops.at;

import lockstep.kernels.Parallel;
import lockstep.kernels.map.Unary;

/// What follows the products in a step of a GRU.
///
/// ```
/// r, z = σ(x·W + bias + h₋₁·U + recurrentBias)
/// q    = h₋₁·U + recurrentBias
/// n    = tanh(x·W + bias + r·q)
/// h    = (1 − z)·n + z·h₋₁
/// ```
///
/// | operand | shape | |
/// |---|---|---|
/// | input | `[batch, 3 · hidden]`: r, z, n | x·W |
/// | recurrent | the same | h₋₁·U |
/// | bias, recurrentBias | `[3 · hidden]` | |
/// | hBefore, h | `[batch, hidden]` | |
/// | gates | `[batch, 4 · hidden]`: r, z, n, q | for [GruStepGradient] |
/// | lengths | `[batch]` of int, or none | |
///
/// A row that has no step of that number keeps its h, and its gates are 0. `h` may be `hBefore`;
/// nothing else overlaps. One object serves one caller at a time.
public final class GruStep {

  private final StepShape shape;
  private final Parallel.Task task = this::rows;

  // Of the current run.
  private int time;
  private long lengths;
  private long input;
  private long recurrent;
  private long bias;
  private long recurrentBias;
  private long hBefore;
  private long h;
  private long gates;

  private GruStep(StepShape shape) {
    this.shape = shape;
  }

  /// {@return the step of that shape}
  public static GruStep of(StepShape shape) {
    return new GruStep(shape);
  }

  /// Runs the step.
  ///
  /// @param parallel the threads
  /// @param time the number of the step
  /// @param lengths address of the lengths, 0 for none; the others are addresses too
  public void run(
      Parallel parallel,
      int time,
      long lengths,
      long input,
      long recurrent,
      long bias,
      long recurrentBias,
      long hBefore,
      long h,
      long gates) {
    this.time = time;
    this.lengths = lengths;
    this.input = input;
    this.recurrent = recurrent;
    this.bias = bias;
    this.recurrentBias = recurrentBias;
    this.hBefore = hBefore;
    this.h = h;
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
    long rowBefore = shape.row(hBefore, row, 1);
    if (!Lengths.live(lengths, row, time)) {
      RowLoops.copy(rowBefore, rowH, hidden);
      RowLoops.zero(rowGates, 4 * hidden);
      return;
    }
    long rowInput = shape.row(input, row, 3);
    long rowRecurrent = shape.row(recurrent, row, 3);
    long n = at(rowGates, 2 * hidden);
    long q = at(n, hidden);
    RowLoops.add(rowInput, bias, rowRecurrent, recurrentBias, rowGates, 2 * hidden);
    RowLoops.add(at(rowRecurrent, 2 * hidden), at(recurrentBias, 2 * hidden), q, hidden);
    Unary.apply(Unary.SIGMOID, rowGates, rowGates, 2 * hidden);
    GruLoops.candidate(rowGates, at(rowInput, 2 * hidden), at(bias, 2 * hidden), hidden);
    Unary.apply(Unary.TANH, n, n, hidden);
    GruLoops.state(rowGates, rowBefore, rowH, hidden);
  }
}
