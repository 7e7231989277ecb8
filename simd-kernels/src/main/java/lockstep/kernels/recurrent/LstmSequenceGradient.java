package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.GemmShape;
import org.jspecify.annotations.Nullable;

/// The gradient of [LstmSequence]: backwards an [LstmStepGradient] and a product for each step,
/// then one product over all steps for the input and one for each weight.
///
/// | operand | shape | |
/// |---|---|---|
/// | dy | as y | |
/// | dLast | `[batch, hidden]` each | zeros where nothing uses the last state |
/// | x, lengths, initial, weights, y, saved | | as [LstmSequence] had and left them |
/// | dx | as x, or none | written |
/// | dInitial | `[batch, hidden]` each | written; may be dLast |
/// | dWeights | as weights | written, not added to |
///
/// One object serves one caller at a time.
public final class LstmSequenceGradient {

  private final SequenceShape shape;
  private final @Nullable LstmColumnsGradient columns;
  private final int width;
  private final StateProduct recurrence;
  private final LstmStepGradient step;
  private final WeightProducts products;
  private final Interchange featuresToTimeFirst;
  private final Interchange hiddenToTimeFirst;
  private final Interchange featuresToBatchFirst;

  private LstmSequenceGradient(SequenceShape shape) {
    this.shape = shape;
    columns = new LstmPanels(shape).areForTraining() ? new LstmColumnsGradient(shape) : null;
    width = LstmSequence.GATES * shape.hidden();
    recurrence =
        new StateProduct(GemmShape.dense(shape.batch(), shape.hidden(), width, false, true));
    step = LstmStepGradient.of(shape.step());
    products = new WeightProducts(shape, width);
    featuresToTimeFirst = new Interchange(shape.batch(), shape.time(), shape.features());
    hiddenToTimeFirst = new Interchange(shape.batch(), shape.time(), shape.hidden());
    featuresToBatchFirst = new Interchange(shape.time(), shape.batch(), shape.features());
  }

  /// {@return the gradient of the layer of that shape}
  public static LstmSequenceGradient of(SequenceShape shape) {
    return new LstmSequenceGradient(shape);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    if (columns != null) {
      return columns.scratchBytes(threads);
    }
    return gradients()
        + copies()
        + Math.max(recurrence.scratchBytes(threads), products.scratchBytes(threads));
  }

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
  /// @param dy an address, as are `x`, `y` and `saved`
  /// @param lengths address of the lengths, 0 for none
  /// @param dx 0 for none
  /// @param scratch address of [#scratchBytes(int)] bytes that nobody else uses meanwhile
  public void run(
      Parallel parallel,
      long dy,
      State dLast,
      long x,
      long lengths,
      State initial,
      LstmWeights weights,
      long y,
      long saved,
      long dx,
      State dInitial,
      LstmWeights dWeights,
      long scratch) {
    if (columns != null) {
      columns.run(
          parallel, dy, dLast, x, lengths, initial, weights, y, saved, dx, dInitial, dWeights,
          scratch);
      return;
    }
    long in = x;
    long states = y;
    long dStates = dy;
    if (shape.batchFirst()) {
      in = scratch + gradients();
      states = in + features();
      dStates = states + hidden();
      featuresToTimeFirst.run(parallel, x, in);
      hiddenToTimeFirst.run(parallel, y, states);
      hiddenToTimeFirst.run(parallel, dy, dStates);
    }
    long free = scratch + gradients() + copies();
    int elements = shape.batch() * shape.hidden();
    RowLoops.copy(dLast.hidden(), dInitial.hidden(), elements);
    RowLoops.copy(dLast.cell(), dInitial.cell(), elements);
    steps(parallel, dStates, lengths, initial, weights, saved, dInitial, scratch, free);
    products.weights(parallel, in, scratch, dWeights.input(), free);
    products.recurrent(parallel, states, initial.hidden(), scratch, dWeights.recurrent(), free);
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

  /// Leaves the gradients of all gates at `gradients`, and in `state` that of the initial state,
  /// where that of the last was.
  private void steps(
      Parallel parallel,
      long dStates,
      long lengths,
      State initial,
      LstmWeights weights,
      long saved,
      State state,
      long gradients,
      long free) {
    long cells = LstmSequence.cells(shape, saved);
    recurrence.begin(parallel, weights.recurrent(), free);
    for (int number = shape.time() - 1; number >= 0; number--) {
      int place = shape.place(number);
      long dGates = shape.at(gradients, place, width);
      step.run(
          parallel,
          place,
          lengths,
          shape.at(dStates, place, shape.hidden()),
          state.hidden(),
          state.cell(),
          shape.at(saved, place, width),
          shape.before(cells, initial.cell(), number),
          shape.at(cells, place, shape.hidden()),
          dGates,
          state.hidden(),
          state.cell());
      recurrence.step(parallel, dGates, 1, state.hidden());
    }
  }
}
