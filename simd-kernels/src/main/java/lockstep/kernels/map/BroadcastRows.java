package lockstep.kernels.map;

/// How the rows of a [BroadcastShape] are split into shares, by sizes alone.
///
/// A row longer than a share is cut into pieces; otherwise a share is several rows.
final class BroadcastRows {

  private final BroadcastShape shape;
  private final int piece;
  private final int pieces;
  private final long units;
  private final int unitsInShare;

  BroadcastRows(BroadcastShape shape) {
    this.shape = shape;
    piece = Math.max(1, Math.min(shape.inner(), Elements.SHARE));
    pieces = (shape.inner() + piece - 1) / piece;
    units = shape.rows() * pieces;
    unitsInShare = Elements.SHARE / piece;
    if ((units + unitsInShare - 1) / unitsInShare > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("result: expected fewer than 2³¹ shares, got " + shape);
    }
  }

  int shares() {
    return (int) ((units + unitsInShare - 1) / unitsInShare);
  }

  /// The first unit of a share.
  long first(int share) {
    return (long) share * unitsInShare;
  }

  /// The first unit after a share.
  long end(int share) {
    return Math.min(units, first(share) + unitsInShare);
  }

  /// How many units from `unit` on, before `end`, are whole rows of one block.
  int rows(long unit, long end) {
    if (pieces > 1) {
      return 1;
    }
    return (int) Math.min(end - unit, shape.middle() - unit % shape.middle());
  }

  /// How many elements a row of them has.
  int columns(long unit) {
    int start = (int) (unit % pieces) * piece;
    return Math.min(piece, shape.inner() - start);
  }

  /// Bytes from an operand's start to a unit.
  long operand(int operand, long unit) {
    long row = unit / pieces;
    long block = row / shape.middle();
    long element =
        shape.blockStart(operand, block) + row % shape.middle() * shape.rowStride(operand);
    if (!shape.repeats(operand)) {
      element += unit % pieces * piece;
    }
    return element * Float.BYTES;
  }

  /// Bytes from the result's start to a unit.
  long result(long unit) {
    return (unit / pieces * shape.inner() + unit % pieces * piece) * Float.BYTES;
  }

  /// Bytes from one row of an operand to the next.
  long step(int operand) {
    return shape.rowStride(operand) * Float.BYTES;
  }
}
