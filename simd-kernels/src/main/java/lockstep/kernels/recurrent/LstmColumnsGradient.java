package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Gemm;
import lockstep.kernels.gemm.GemmShape;

/// [LstmSequenceGradient] of what [LstmColumns] has saved: the steps leave dGates in the panels
/// that the products over all steps read, so that nobody packs them.
final class LstmColumnsGradient {

  private final SequenceShape shape;
  private final int width;
  private final LstmGradientSteps steps;
  private final Gemm ofW;
  private final Gemm ofU;
  private final PanelSums sums;
  private final Interchange featuresToTimeFirst;
  private final Interchange hiddenToTimeFirst;

  LstmColumnsGradient(SequenceShape shape) {
    this.shape = shape;
    int rows = shape.rows();
    int hidden = shape.hidden();
    width = LstmSequence.GATES * hidden;
    steps = new LstmGradientSteps(shape);
    ofW = Gemm.of(GemmShape.dense(shape.features(), width, rows, true, false));
    ofU = Gemm.of(GemmShape.dense(hidden, width, rows, true, false));
    sums = new PanelSums(rows, width);
    featuresToTimeFirst = new Interchange(shape.batch(), shape.time(), shape.features());
    hiddenToTimeFirst =
        shape.batchFirst()
            ? new Interchange(shape.batch(), shape.time(), hidden)
            : new Interchange(1, shape.time(), shape.batch() * hidden);
  }

  long scratchBytes(int threads) {
    long ofProducts = Math.max(ofW.scratchBytes(threads), ofU.scratchBytes(threads));
    return freeAt() + Math.max(steps.scratchBytes(threads), ofProducts);
  }

  // The scratch memory: dGates, h before each step and after the last, and x time first.

  private long statesAt() {
    return SequenceShape.bytes(shape.rows(), width);
  }

  private long inputAt() {
    return statesAt() + SequenceShape.bytes((long) shape.rows() + shape.batch(), shape.hidden());
  }

  private long freeAt() {
    return inputAt() + shape.copyBytes(false);
  }

  /// As [LstmSequenceGradient#run].
  void run(
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
    long free = scratch + freeAt();
    steps.run(parallel, dy, dLast, lengths, initial, weights, saved, dx, dInitial, scratch, free);
    ofW.runPacked(parallel, timeFirst(parallel, x, scratch), scratch, 0, dWeights.input(), free);
    long before = before(parallel, y, initial.hidden(), scratch);
    ofU.runPacked(parallel, before, scratch, 0, dWeights.recurrent(), free);
    sums.run(parallel, scratch, dWeights.bias());
  }

  private long timeFirst(Parallel parallel, long x, long scratch) {
    if (!shape.batchFirst()) {
      return x;
    }
    featuresToTimeFirst.run(parallel, x, scratch + inputAt());
    return scratch + inputAt();
  }

  /// {@return where the states before each place are now}
  private long before(Parallel parallel, long y, long initial, long scratch) {
    long states = scratch + statesAt();
    long second = shape.at(states, 1, shape.hidden());
    boolean forward = shape.direction() == Direction.FORWARD;
    long last = shape.at(states, shape.time(), shape.hidden());
    RowLoops.copy(initial, forward ? states : last, shape.batch() * shape.hidden());
    hiddenToTimeFirst.run(parallel, y, forward ? second : states);
    return forward ? states : second;
  }
}
