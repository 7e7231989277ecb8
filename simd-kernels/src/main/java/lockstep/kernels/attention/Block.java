package lockstep.kernels.attention;

import lockstep.kernels.access.Sixteen;

/// The sizes of a block of scores, the same for every shape and processor: they are part of what a
/// result is.
///
/// One operand of a block is packed with its tokens as columns and stays; the other streams by as
/// rows, read in place. Forward, and for the gradient of Q, queries are columns; for the gradients
/// of K and V keys are. A row of scratch memory has room for all columns.
final class Block {

  /// Packed tokens: four vectors of 512 bits.
  static final int COLUMNS = 64;

  /// Streamed tokens. With 64 columns their scores leave half of a first-level cache.
  static final int ROWS = 96;

  /// Columns that are taken together where a causal shape hides some of a block: whole tiles, and
  /// whole virtual lanes.
  static final int GROUP = Math.max(Product.PAIR, Sixteen.LANES);

  /// Bytes from one row of scores to the next.
  static final long ROW_BYTES = (long) COLUMNS * Float.BYTES;

  /// Floats of a block of scores.
  static final int SCORES = ROWS * COLUMNS;

  /// Tokens that go through the same ones of the other operand: with a causal shape as many as the
  /// last of these queries sees, or as see the first of these keys.
  static final int STEP = 8;

  private Block() {}

  static int count(int tokens, int each) {
    return (tokens + each - 1) / each;
  }

  /// Up to whole virtual lanes.
  static int padded(int count) {
    return (count + Sixteen.LANES - 1) / Sixteen.LANES * Sixteen.LANES;
  }
}
