package lockstep.kernels.attention;

import lockstep.kernels.access.Floats;

/// Writes −∞ over the scores that must not count.
final class Masking {

  private Masking() {}

  /// Rows are keys, columns queries.
  ///
  /// @param mask address of the mask of the first row's key, or 0
  static void keysByQueries(
      AttentionShape shape, long scores, int key, int rows, int query, int columns, long mask) {
    for (int r = 0; r < rows; r++) {
      long row = scores + r * Block.ROW_BYTES;
      if (mask != 0 && Floats.get(mask + (long) r * Float.BYTES) == 0) {
        hide(row, 0, columns);
      } else if (shape.causal()) {
        hide(row, 0, Math.min(columns, shape.firstQuery(key + r) - query));
      }
    }
  }

  /// Rows are queries, columns keys.
  static void queriesByKeys(
      AttentionShape shape, long scores, int query, int rows, int key, int columns, long mask) {
    if (shape.causal()) {
      for (int r = 0; r < rows; r++) {
        long row = scores + r * Block.ROW_BYTES;
        hide(row, Math.max(0, shape.visible(query + r) - key), columns);
      }
    }
    if (mask != 0) {
      for (int c = 0; c < columns; c++) {
        long at = (long) c * Float.BYTES;
        if (Floats.get(mask + at) == 0) {
          hideColumn(scores + at, rows);
        }
      }
    }
  }

  private static void hide(long row, int from, int to) {
    for (int c = from; c < to; c++) {
      Floats.set(row + (long) c * Float.BYTES, Float.NEGATIVE_INFINITY);
    }
  }

  private static void hideColumn(long column, int rows) {
    for (int r = 0; r < rows; r++) {
      Floats.set(column + r * Block.ROW_BYTES, Float.NEGATIVE_INFINITY);
    }
  }
}
