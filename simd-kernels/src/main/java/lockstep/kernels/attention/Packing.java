package lockstep.kernels.attention;

import lockstep.kernels.access.Floats;
import lockstep.kernels.gemm.Transposition;

/// Turns tokens into the columns of a block.
final class Packing {

  private Packing() {}

  /// `to[d][c] = from[c][d]` for `columns` tokens that lie `tokenBytes` apart, rows of `to` being
  /// {@link Block#COLUMNS} long; then zeros up to whole virtual lanes.
  static void columns(long from, long tokenBytes, int columns, int headSize, long to) {
    Transposition.run(from, tokenBytes, columns, headSize, to, Block.ROW_BYTES);
    for (int c = columns; c < Block.padded(columns); c++) {
      zeros(headSize, to + (long) c * Float.BYTES);
    }
  }

  private static void zeros(int headSize, long to) {
    for (int d = 0; d < headSize; d++) {
      Floats.set(to + d * Block.ROW_BYTES, 0);
    }
  }
}
