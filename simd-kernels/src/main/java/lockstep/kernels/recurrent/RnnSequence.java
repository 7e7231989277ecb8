package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Gemm;
import lockstep.kernels.gemm.GemmShape;

/// A plain recurrent layer over whole sequences: one product for the inputs of all steps, then for
/// each step the product with the state, onto it, and an [RnnStep].
///
/// | operand | shape | |
/// |---|---|---|
/// | x | `[time, batch, features]`, or batch first | |
/// | lengths | `[batch]` of int, or none | |
/// | initial | `[batch, hidden]` | |
/// | y | `[time, batch, hidden]`, or batch first | written: h of each step |
/// | last | `[batch, hidden]` | written: h after the last step |
///
/// Beyond the end of a row y repeats its last h, and x does not matter as long as it is finite.
/// [RnnSequenceGradient] needs nothing of a run but y. No two operands overlap, but for `last`,
/// which may be `initial` where no gradient follows. One object serves one caller at a time.
public final class RnnSequence {

  private final SequenceShape shape;
  private final Gemm inputs;
  private final StateProduct recurrence;
  private final RnnStep step;
  private final Interchange toTimeFirst;
  private final Interchange toBatchFirst;

  private RnnSequence(SequenceShape shape, Activation activation) {
    this.shape = shape;
    int hidden = shape.hidden();
    inputs = Gemm.of(GemmShape.dense(shape.rows(), hidden, shape.features(), false, false));
    recurrence = new StateProduct(GemmShape.dense(shape.batch(), hidden, hidden, false, false));
    step = RnnStep.of(shape.step(), activation);
    toTimeFirst = new Interchange(shape.batch(), shape.time(), shape.features());
    toBatchFirst = new Interchange(shape.time(), shape.batch(), hidden);
  }

  /// {@return the layer of that shape}
  public static RnnSequence of(SequenceShape shape, Activation activation) {
    return new RnnSequence(shape, activation);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return shape.copyBytes(true)
        + Math.max(inputs.scratchBytes(threads), recurrence.scratchBytes(threads));
  }

  /// Runs the layer.
  ///
  /// @param parallel the threads
  /// @param x an address, as are `initial`, `y` and `last`
  /// @param lengths address of the lengths, 0 for none
  /// @param scratch address of [#scratchBytes(int)] bytes that nobody else uses meanwhile
  public void run(
      Parallel parallel,
      long x,
      long lengths,
      long initial,
      RnnWeights weights,
      long y,
      long last,
      long scratch) {
    long in = x;
    long states = y;
    if (shape.batchFirst()) {
      in = scratch;
      states = in + SequenceShape.bytes(shape.rows(), shape.features());
      toTimeFirst.run(parallel, x, in);
    }
    long free = scratch + shape.copyBytes(true);
    // With one gate the products are as wide as h: they lie where h of their step will.
    inputs.run(parallel, 1, in, weights.input(), 0, states, free);
    recurrence.begin(parallel, weights.recurrent(), free);
    for (int number = 0; number < shape.time(); number++) {
      int place = shape.place(number);
      long h = shape.at(states, place, shape.hidden());
      long before = shape.before(states, initial, number);
      recurrence.step(parallel, before, 1, h);
      step.run(parallel, place, lengths, h, 0, weights.bias(), before, h);
    }
    RowLoops.copy(
        shape.before(states, initial, shape.time()), last, shape.batch() * shape.hidden());
    if (shape.batchFirst()) {
      toBatchFirst.run(parallel, states, y);
    }
  }
}
