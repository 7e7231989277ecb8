package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Gemm;
import lockstep.kernels.gemm.GemmShape;

/// A GRU over whole sequences: one product for the inputs of all steps, then for each step the
/// product with the state and a [GruStep].
///
/// | operand | shape | |
/// |---|---|---|
/// | x | `[time, batch, features]`, or batch first | |
/// | lengths | `[batch]` of int, or none | |
/// | initial | `[batch, hidden]` | |
/// | y | `[time, batch, hidden]`, or batch first | written: h of each step |
/// | last | `[batch, hidden]` | written: h after the last step |
/// | saved | [#savedBytes()] | written: gates of each step, for [GruSequenceGradient] |
///
/// Beyond the end of a row y repeats its last h, and x does not matter as long as it is finite. No
/// two operands overlap, but for `last`, which may be `initial` where no gradient follows. One
/// object serves one caller at a time.
public final class GruSequence {

  /// Of the products; what is saved has one more.
  static final int GATES = 3;

  private final SequenceShape shape;
  private final int width;
  private final Gemm inputs;
  private final StateProduct recurrence;
  private final GruStep step;
  private final Interchange toTimeFirst;
  private final Interchange toBatchFirst;

  private GruSequence(SequenceShape shape) {
    this.shape = shape;
    width = GATES * shape.hidden();
    inputs = Gemm.of(GemmShape.dense(shape.rows(), width, shape.features(), false, false));
    recurrence =
        new StateProduct(GemmShape.dense(shape.batch(), width, shape.hidden(), false, false));
    step = GruStep.of(shape.step());
    toTimeFirst = new Interchange(shape.batch(), shape.time(), shape.features());
    toBatchFirst = new Interchange(shape.time(), shape.batch(), shape.hidden());
  }

  /// {@return the layer of that shape}
  public static GruSequence of(SequenceShape shape) {
    return new GruSequence(shape);
  }

  /// {@return the bytes that the gradient needs from a run}
  public long savedBytes() {
    return SequenceShape.bytes(shape.rows(), (GATES + 1L) * shape.hidden());
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return own() + Math.max(inputs.scratchBytes(threads), recurrence.scratchBytes(threads));
  }

  private long ofInputs() {
    return SequenceShape.bytes(shape.rows(), width);
  }

  private long ofStep() {
    return SequenceShape.bytes(shape.batch(), width);
  }

  private long own() {
    return ofInputs() + ofStep() + shape.copyBytes(true);
  }

  /// Runs the layer.
  ///
  /// @param parallel the threads
  /// @param x an address, as are `initial`, `y`, `last` and `saved`
  /// @param lengths address of the lengths, 0 for none
  /// @param scratch address of [#scratchBytes(int)] bytes that nobody else uses meanwhile
  public void run(
      Parallel parallel,
      long x,
      long lengths,
      long initial,
      GruWeights weights,
      long y,
      long last,
      long saved,
      long scratch) {
    long products = scratch + ofInputs();
    long in = x;
    long states = y;
    if (shape.batchFirst()) {
      in = products + ofStep();
      states = in + SequenceShape.bytes(shape.rows(), shape.features());
      toTimeFirst.run(parallel, x, in);
    }
    long free = scratch + own();
    inputs.run(parallel, 1, in, weights.input(), 0, scratch, free);
    recurrence.begin(parallel, weights.recurrent(), free);
    for (int number = 0; number < shape.time(); number++) {
      int place = shape.place(number);
      long before = shape.before(states, initial, number);
      recurrence.step(parallel, before, 0, products);
      step.run(
          parallel,
          place,
          lengths,
          shape.at(scratch, place, width),
          products,
          weights.bias(),
          weights.recurrentBias(),
          before,
          shape.at(states, place, shape.hidden()),
          shape.at(saved, place, (GATES + 1) * shape.hidden()));
    }
    RowLoops.copy(
        shape.before(states, initial, shape.time()), last, shape.batch() * shape.hidden());
    if (shape.batchFirst()) {
      toBatchFirst.run(parallel, states, y);
    }
  }
}
