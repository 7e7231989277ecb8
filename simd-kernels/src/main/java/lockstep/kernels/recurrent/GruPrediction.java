package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.GemmShape;

/// [GruSequence] without what a gradient needs: products and gates live for a few steps and the
/// state in one place, so that a sequence takes a tenth of the memory and that stays in the cache.
///
/// Operands are those of [GruSequence]; its `y` is optional, and nothing is saved.
public final class GruPrediction {

  private final SequenceShape shape;
  private final boolean eachStep;
  private final int width;
  private final InputSteps inputs;
  private final StateProduct recurrence;
  private final GruStep step;
  private final Interchange toTimeFirst;
  private final Interchange toBatchFirst;

  private GruPrediction(SequenceShape shape, boolean eachStep) {
    this.shape = shape;
    this.eachStep = eachStep;
    width = GruSequence.GATES * shape.hidden();
    inputs = new InputSteps(shape, width);
    recurrence =
        new StateProduct(GemmShape.dense(shape.batch(), width, shape.hidden(), false, false));
    step = GruStep.of(shape.step());
    toTimeFirst = new Interchange(shape.batch(), shape.time(), shape.features());
    toBatchFirst = new Interchange(shape.time(), shape.batch(), shape.hidden());
  }

  /// {@return the layer of that shape}
  ///
  /// @param eachStep whether y is wanted, and not only the last state
  public static GruPrediction of(SequenceShape shape, boolean eachStep) {
    return new GruPrediction(shape, eachStep);
  }

  /// {@return the bytes of scratch memory that a run on so many threads needs}
  public long scratchBytes(int threads) {
    return ownBytes() + inputs.scratchBytes(threads) + recurrence.scratchBytes(threads);
  }

  private long ofStep() {
    return SequenceShape.bytes(shape.batch(), width);
  }

  private long ofGates() {
    return SequenceShape.bytes(shape.batch(), (GruSequence.GATES + 1L) * shape.hidden());
  }

  private long ownBytes() {
    return ofStep() + ofGates() + shape.copyBytes(eachStep);
  }

  /// Runs the layer.
  ///
  /// @param parallel the threads
  /// @param x an address, as are `initial`, `last` and `y`, which does not matter where it is not
  ///   wanted
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
      long scratch) {
    long gates = scratch + ofStep();
    long in = x;
    long states = y;
    if (shape.batchFirst()) {
      in = gates + ofGates();
      states = in + SequenceShape.bytes(shape.rows(), shape.features());
      toTimeFirst.run(parallel, x, in);
    }
    long free = scratch + ownBytes();
    inputs.begin(parallel, weights.input(), free);
    recurrence.begin(parallel, weights.recurrent(), free + inputs.scratchBytes(parallel.threads()));
    int elements = shape.batch() * shape.hidden();
    RowLoops.copy(initial, last, elements);
    long before = last;
    for (int number = 0; number < shape.time(); number++) {
      int place = shape.place(number);
      long h = eachStep ? shape.at(states, place, shape.hidden()) : last;
      long input = inputs.at(parallel, in, place);
      recurrence.step(parallel, before, 0, scratch);
      step.run(
          parallel,
          place,
          lengths,
          input,
          scratch,
          weights.bias(),
          weights.recurrentBias(),
          before,
          h,
          gates);
      before = h;
    }
    if (eachStep) {
      RowLoops.copy(before, last, elements);
      if (shape.batchFirst()) {
        toBatchFirst.run(parallel, states, y);
      }
    }
  }
}
