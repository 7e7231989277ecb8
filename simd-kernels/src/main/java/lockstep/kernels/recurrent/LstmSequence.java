package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Gemm;
import lockstep.kernels.gemm.GemmShape;
import org.jspecify.annotations.Nullable;

/// An LSTM over whole sequences: one product for the inputs of all steps, then for each step the
/// product with the state, onto it, and an [LstmStep]. Where the batch fills panels, [LstmColumns]
/// computes the same.
///
/// | operand | shape | |
/// |---|---|---|
/// | x | `[time, batch, features]`, or batch first | |
/// | lengths | `[batch]` of int, or none | |
/// | initial | `[batch, hidden]` each | |
/// | y | `[time, batch, hidden]`, or batch first | written: h of each step |
/// | last | `[batch, hidden]` each | written: the state after the last step |
/// | saved | [#savedBytes()] | written: gates and c of each step, in an order that [LstmSequenceGradient] knows |
///
/// Beyond the end of a row y repeats its last h, and x does not matter as long as it is finite. No
/// two operands overlap, but for `last`, which may be `initial` where no gradient follows. One
/// object serves one caller at a time.
public final class LstmSequence {

  static final int GATES = 4;

  private final SequenceShape shape;
  private final @Nullable LstmColumns columns;
  private final int width;
  private final Gemm inputs;
  private final StateProduct recurrence;
  private final LstmStep step;
  private final Interchange toTimeFirst;
  private final Interchange toBatchFirst;

  private LstmSequence(SequenceShape shape) {
    this.shape = shape;
    columns = new LstmPanels(shape).areForTraining() ? new LstmColumns(shape, true) : null;
    width = GATES * shape.hidden();
    inputs = Gemm.of(GemmShape.dense(shape.rows(), width, shape.features(), false, false));
    recurrence =
        new StateProduct(GemmShape.dense(shape.batch(), width, shape.hidden(), false, false));
    step = LstmStep.of(shape.step());
    toTimeFirst = new Interchange(shape.batch(), shape.time(), shape.features());
    toBatchFirst = new Interchange(shape.time(), shape.batch(), shape.hidden());
  }

  /// {@return the layer of that shape}
  public static LstmSequence of(SequenceShape shape) {
    return new LstmSequence(shape);
  }

  /// {@return the bytes that the gradient needs from a run}
  public long savedBytes() {
    return cells(shape, 0) + SequenceShape.bytes(shape.rows(), shape.hidden());
  }

  /// Where c of all steps is in what is saved; the gates lie at its beginning.
  static long cells(SequenceShape shape, long saved) {
    return saved + SequenceShape.bytes(shape.rows(), (long) GATES * shape.hidden());
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    if (columns != null) {
      return columns.packedBytes() + columns.scratchBytes(threads);
    }
    return shape.copyBytes(true)
        + Math.max(inputs.scratchBytes(threads), recurrence.scratchBytes(threads));
  }

  /// Runs the layer.
  ///
  /// @param parallel the threads
  /// @param x an address, as are `y` and `saved`
  /// @param lengths address of the lengths, 0 for none
  /// @param scratch address of [#scratchBytes(int)] bytes that nobody else uses meanwhile
  public void run(
      Parallel parallel,
      long x,
      long lengths,
      State initial,
      LstmWeights weights,
      long y,
      State last,
      long saved,
      long scratch) {
    if (columns != null) {
      long free = scratch + columns.packedBytes();
      columns.pack(parallel, weights, scratch);
      columns.run(parallel, x, lengths, initial, weights, scratch, y, last, saved, free);
      return;
    }
    long in = x;
    long states = y;
    if (shape.batchFirst()) {
      in = scratch;
      states = in + SequenceShape.bytes(shape.rows(), shape.features());
      toTimeFirst.run(parallel, x, in);
    }
    long free = scratch + shape.copyBytes(true);
    long cells = cells(shape, saved);
    inputs.run(parallel, 1, in, weights.input(), 0, saved, free);
    recurrence.begin(parallel, weights.recurrent(), free);
    for (int number = 0; number < shape.time(); number++) {
      int place = shape.place(number);
      long gates = shape.at(saved, place, width);
      long before = shape.before(states, initial.hidden(), number);
      recurrence.step(parallel, before, 1, gates);
      step.run(
          parallel,
          place,
          lengths,
          gates,
          0,
          weights.bias(),
          before,
          shape.before(cells, initial.cell(), number),
          shape.at(states, place, shape.hidden()),
          shape.at(cells, place, shape.hidden()),
          gates);
    }
    int elements = shape.batch() * shape.hidden();
    RowLoops.copy(shape.before(states, initial.hidden(), shape.time()), last.hidden(), elements);
    RowLoops.copy(shape.before(cells, initial.cell(), shape.time()), last.cell(), elements);
    if (shape.batchFirst()) {
      toBatchFirst.run(parallel, states, y);
    }
  }
}
