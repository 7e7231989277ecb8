package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.GemmShape;

/// The gradient of [GruSequence]: backwards a [GruStepGradient] and a product for each step, then
/// one product over all steps for the input and one for each weight.
///
/// | operand | shape | |
/// |---|---|---|
/// | dy | as y | |
/// | dLast | `[batch, hidden]` | zeros where nothing uses the last state |
/// | x, lengths, initial, weights, y, saved | | as [GruSequence] had and left them |
/// | dx | as x, or none | written |
/// | dInitial | `[batch, hidden]` | written; may be dLast |
/// | dWeights | as weights | written, not added to |
///
/// One object serves one caller at a time.
public final class GruSequenceGradient {

  private final SequenceShape shape;
  private final int width;
  private final StateProduct recurrence;
  private final GruStepGradient step;
  private final WeightProducts products;
  private final Interchange featuresToTimeFirst;
  private final Interchange hiddenToTimeFirst;
  private final Interchange featuresToBatchFirst;

  private GruSequenceGradient(SequenceShape shape) {
    this.shape = shape;
    width = GruSequence.GATES * shape.hidden();
    recurrence =
        new StateProduct(GemmShape.dense(shape.batch(), shape.hidden(), width, false, true));
    step = GruStepGradient.of(shape.step());
    products = new WeightProducts(shape, width);
    featuresToTimeFirst = new Interchange(shape.batch(), shape.time(), shape.features());
    hiddenToTimeFirst = new Interchange(shape.batch(), shape.time(), shape.hidden());
    featuresToBatchFirst = new Interchange(shape.time(), shape.batch(), shape.features());
  }

  /// {@return the gradient of the layer of that shape}
  public static GruSequenceGradient of(SequenceShape shape) {
    return new GruSequenceGradient(shape);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return 2 * gradients()
        + copies()
        + Math.max(recurrence.scratchBytes(threads), products.scratchBytes(threads));
  }

  /// Of x·W or h·U: the two differ in the third gate.
  private long gradients() {
    return SequenceShape.bytes(shape.rows(), width);
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
  /// @param dy an address, as are all the others
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
      GruWeights weights,
      long y,
      long saved,
      long dx,
      long dInitial,
      GruWeights dWeights,
      long scratch) {
    long dRecurrent = scratch + gradients();
    long in = x;
    long states = y;
    long dStates = dy;
    if (shape.batchFirst()) {
      in = scratch + 2 * gradients();
      states = in + features();
      dStates = states + hidden();
      featuresToTimeFirst.run(parallel, x, in);
      hiddenToTimeFirst.run(parallel, y, states);
      hiddenToTimeFirst.run(parallel, dy, dStates);
    }
    long free = scratch + 2 * gradients() + copies();
    RowLoops.copy(dLast, dInitial, shape.batch() * shape.hidden());
    recurrence.begin(parallel, weights.recurrent(), free);
    for (int number = shape.time() - 1; number >= 0; number--) {
      int place = shape.place(number);
      long dProducts = shape.at(dRecurrent, place, width);
      step.run(
          parallel,
          place,
          lengths,
          shape.at(dStates, place, shape.hidden()),
          dInitial,
          shape.at(saved, place, (GruSequence.GATES + 1) * shape.hidden()),
          shape.before(states, initial, number),
          shape.at(scratch, place, width),
          dProducts,
          dInitial);
      recurrence.step(parallel, dProducts, 1, dInitial);
    }
    products.weights(parallel, in, scratch, dWeights.input(), free);
    products.recurrent(parallel, states, initial, dRecurrent, dWeights.recurrent(), free);
    products.bias(parallel, scratch, dWeights.bias(), free);
    products.bias(parallel, dRecurrent, dWeights.recurrentBias(), free);
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
