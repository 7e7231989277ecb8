package lockstep.kernels.recurrent;

import lockstep.kernels.Lanes;
import lockstep.kernels.gemm.GemmShape;
import lockstep.kernels.gemm.Transposition;
import lockstep.kernels.gemm.WholePanels;

/// A batch cut into panels of rows that fill two vectors, with the rows along the vectors: a line
/// of a panel holds one feature of all of them.
///
/// What a run saves for its gradient lies so too: `[time, panel, 4 · hidden]` lines of gates, then
/// `[time, panel, hidden]` lines of c.
record LstmPanels(SequenceShape shape) {

  /// Rows of a panel.
  static final int ROWS = 2 * Lanes.COUNT;

  /// Bytes of a line.
  static final long LINE = (long) ROWS * Float.BYTES;

  /// Hidden units of a share.
  static final int UNITS = 32;

  int count() {
    return Math.ceilDiv(shape.batch(), ROWS);
  }

  int unitShares() {
    return Math.ceilDiv(shape.hidden(), UNITS);
  }

  /// Units of that share.
  int units(int unitShare) {
    return Math.min(UNITS, shape.hidden() - unitShare * UNITS);
  }

  /// The first feature of the input that a share has: whole squares.
  int firstFeature(int unitShare) {
    int squares = Math.ceilDiv(shape.features(), Transposition.SIZE);
    long first = (long) squares * unitShare / unitShares();
    return (int) Math.min(first * Transposition.SIZE, shape.features());
  }

  /// Rows of the batch in that panel.
  int rows(int panel) {
    return Math.min(ROWS, shape.batch() - panel * ROWS);
  }

  /// Whether at most a sixteenth of what panels hold is for nobody.
  boolean areFull() {
    return shape.batch() > 0 && count() * ROWS - shape.batch() <= shape.batch() / 16;
  }

  /// Whether a layer is trained so: they hold the batch and nothing more, and the gradients of the
  /// gates can be written in the panels that the products over all steps read.
  boolean areForTraining() {
    int width = LstmSequence.GATES * shape.hidden();
    return shape.batch() > 0
        && shape.batch() % ROWS == 0
        && WholePanels.suit(GemmShape.dense(shape.features(), width, shape.rows(), true, false))
        && WholePanels.suit(GemmShape.dense(shape.hidden(), width, shape.rows(), true, false));
  }

  /// Bytes from the beginning of a tensor of `width` features for all steps, in the order of the
  /// operands, to the first row of a panel at a place.
  long at(int panel, int place, int width) {
    long row = (long) panel * ROWS;
    long index =
        shape.batchFirst() ? row * shape.time() + place : (long) place * shape.batch() + row;
    return index * width * Float.BYTES;
  }

  /// Bytes from a row of such a tensor to the next.
  long row(int width) {
    return (long) (shape.batchFirst() ? shape.time() : 1) * width * Float.BYTES;
  }

  /// Where the gates of a unit begin in what is saved; those of one kind lie [#gap()] floats apart.
  long savedGates(long saved, int place, int panel, int unit) {
    long line = ((long) place * count() + panel) * LstmSequence.GATES * shape.hidden() + unit;
    return saved + line * LINE;
  }

  /// Where c of a unit is in what is saved.
  long savedCells(long saved, int place, int panel, int unit) {
    long line = ((long) place * count() + panel) * shape.hidden() + unit;
    return savedGates(saved, shape.time(), 0, 0) + line * LINE;
  }

  /// Floats from a gate of a unit to its next.
  int gap() {
    return shape.hidden() * ROWS;
  }
}
