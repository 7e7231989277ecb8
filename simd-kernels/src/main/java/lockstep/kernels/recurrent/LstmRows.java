package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.GemmShape;

/// [LstmPrediction] row by row of the batch: gates live for a few steps and the state in one place,
/// so that a sequence takes a tenth of the memory of [LstmSequence] and that stays in the cache.
final class LstmRows implements LstmPrediction {

  private final SequenceShape shape;
  private final boolean eachStep;
  private final InputSteps inputs;
  private final StateProduct recurrence;
  private final LstmStep step;
  private final Interchange toTimeFirst;
  private final Interchange toBatchFirst;

  LstmRows(SequenceShape shape, boolean eachStep) {
    this.shape = shape;
    this.eachStep = eachStep;
    int width = LstmSequence.GATES * shape.hidden();
    inputs = new InputSteps(shape, width);
    recurrence =
        new StateProduct(GemmShape.dense(shape.batch(), width, shape.hidden(), false, false));
    step = LstmStep.of(shape.step());
    toTimeFirst = new Interchange(shape.batch(), shape.time(), shape.features());
    toBatchFirst = new Interchange(shape.time(), shape.batch(), shape.hidden());
  }

  @Override
  public long packedBytes() {
    return SequenceShape.aligned(inputs.packedBytes()) + recurrence.packedBytes();
  }

  private long packedRecurrent(long packed) {
    return packed + SequenceShape.aligned(inputs.packedBytes());
  }

  @Override
  public void pack(Parallel parallel, LstmWeights weights, long packed) {
    inputs.pack(parallel, weights.input(), packed);
    recurrence.pack(parallel, weights.recurrent(), packedRecurrent(packed));
  }

  @Override
  public long scratchBytes(int threads) {
    return shape.copyBytes(eachStep)
        + inputs.packedScratchBytes(threads)
        + recurrence.packedScratchBytes(threads);
  }

  @Override
  public void run(
      Parallel parallel,
      long x,
      long lengths,
      State initial,
      LstmWeights weights,
      long packed,
      long y,
      State last,
      long scratch) {
    long in = x;
    long states = y;
    if (shape.batchFirst()) {
      in = scratch;
      states = in + SequenceShape.bytes(shape.rows(), shape.features());
      toTimeFirst.run(parallel, x, in);
    }
    long free = scratch + shape.copyBytes(eachStep);
    inputs.beginPacked(weights.input(), packed, free);
    recurrence.beginPacked(
        weights.recurrent(),
        packedRecurrent(packed),
        free + inputs.packedScratchBytes(parallel.threads()));
    int elements = shape.batch() * shape.hidden();
    RowLoops.copy(initial.hidden(), last.hidden(), elements);
    RowLoops.copy(initial.cell(), last.cell(), elements);
    long before = last.hidden();
    for (int number = 0; number < shape.time(); number++) {
      int place = shape.place(number);
      long gates = inputs.at(parallel, in, place);
      long h = eachStep ? shape.at(states, place, shape.hidden()) : last.hidden();
      recurrence.step(parallel, before, 1, gates);
      step.run(
          parallel,
          place,
          lengths,
          gates,
          0,
          weights.bias(),
          before,
          last.cell(),
          h,
          last.cell(),
          gates);
      before = h;
    }
    if (eachStep) {
      RowLoops.copy(before, last.hidden(), elements);
      if (shape.batchFirst()) {
        toBatchFirst.run(parallel, states, y);
      }
    }
  }
}
