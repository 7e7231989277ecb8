package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.GemmShape;

/// The gradient of [RnnSequence]: backwards an [RnnStepGradient] and a product for each step, then
/// one product over all steps for the input and one for each weight.
///
/// | operand | shape | |
/// |---|---|---|
/// | dy | as y | |
/// | dLast | `[batch, hidden]` | zeros where nothing uses the last state |
/// | x, lengths, initial, weights, y | | as [RnnSequence] had and left them |
/// | dx | as x, or none | written |
/// | dInitial | `[batch, hidden]` | written; may be dLast |
/// | dWeights | as weights | written, not added to |
///
/// One object serves one caller at a time.
public final class RnnSequenceGradient {

  private final SequenceShape shape;
  private final StateProduct recurrence;
  private final RnnStepGradient step;
  private final WeightProducts products;
  private final Interchange featuresToTimeFirst;
  private final Interchange hiddenToTimeFirst;
  private final Interchange featuresToBatchFirst;

  private RnnSequenceGradient(SequenceShape shape, Activation activation) {
    this.shape = shape;
    int hidden = shape.hidden();
    recurrence = new StateProduct(GemmShape.dense(shape.batch(), hidden, hidden, false, true));
    step = RnnStepGradient.of(shape.step(), activation);
    products = new WeightProducts(shape, hidden);
    featuresToTimeFirst = new Interchange(shape.batch(), shape.time(), shape.features());
    hiddenToTimeFirst = new Interchange(shape.batch(), shape.time(), hidden);
    featuresToBatchFirst = new Interchange(shape.time(), shape.batch(), shape.features());
  }

  /// {@return the gradient of the layer of that shape}
  public static RnnSequenceGradient of(SequenceShape shape, Activation activation) {
    return new RnnSequenceGradient(shape, activation);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return hidden()
        + copies()
        + Math.max(recurrence.scratchBytes(threads), products.scratchBytes(threads));
  }

  /// One for x, later dx, and two for y and dy.
  private long copies() {
    return shape.batchFirst() ? features() + 2 * hidden() : 0;
  }

  private long features() {
    return SequenceShape.bytes(shape.rows(), shape.features());
  }

  private long hidden() {
    return SequenceShape.bytes(shape.rows(), shape.hidden());
  }

  /// Runs the gradient.
  ///
  /// @param parallel the threads
  /// @param dy an address, as are `dLast`, `x`, `initial`, `y` and `dInitial`
  /// @param lengths address of the lengths, 0 for none
  /// @param dx 0 for none
  /// @param scratch address of [#scratchBytes(int)] bytes that nobody else uses meanwhile
  public void run(
      Parallel parallel,
      long dy,
      long dLast,
      long x,
      long lengths,
      long initial,
      RnnWeights weights,
      long y,
      long dx,
      long dInitial,
      RnnWeights dWeights,
      long scratch) {
    long in = x;
    long states = y;
    long dStates = dy;
    if (shape.batchFirst()) {
      in = scratch + hidden();
      states = in + features();
      dStates = states + hidden();
      featuresToTimeFirst.run(parallel, x, in);
      hiddenToTimeFirst.run(parallel, y, states);
      hiddenToTimeFirst.run(parallel, dy, dStates);
    }
    long free = scratch + hidden() + copies();
    RowLoops.copy(dLast, dInitial, shape.batch() * shape.hidden());
    recurrence.begin(parallel, weights.recurrent(), free);
    for (int number = shape.time() - 1; number >= 0; number--) {
      int place = shape.place(number);
      long dPre = shape.at(scratch, place, shape.hidden());
      step.run(
          parallel,
          place,
          lengths,
          shape.at(dStates, place, shape.hidden()),
          dInitial,
          shape.at(states, place, shape.hidden()),
          dPre,
          dInitial);
      recurrence.step(parallel, dPre, 1, dInitial);
    }
    products.weights(parallel, in, scratch, dWeights.input(), free);
    products.recurrent(parallel, states, initial, scratch, dWeights.recurrent(), free);
    products.bias(parallel, scratch, dWeights.bias(), free);
    if (dx != 0) {
      // x is not needed any more
      long out = shape.batchFirst() ? in : dx;
      products.input(parallel, scratch, weights.input(), out, free);
      if (shape.batchFirst()) {
        featuresToBatchFirst.run(parallel, out, dx);
      }
    }
  }
}
