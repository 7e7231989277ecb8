package lockstep.kernels.conv;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// Adds rows to a row of sums, each of which is one chain in the order of the rows.
///
/// A sum is an argument and never the receiver, or C2 may make an object of it (`jmh/lab`, 3).
final class ColumnSums {

  private static final int BYTES = Lanes.COUNT * Float.BYTES;

  private ColumnSums() {}

  /// @param step bytes from one row to the next
  static void onto(long from, long rows, long step, int columns, long sums) {
    int k = 0;
    for (; k + 4 * Lanes.COUNT <= columns; k += 4 * Lanes.COUNT) {
      long at = (long) k * Float.BYTES;
      four(from + at, rows, step, sums + at);
    }
    for (; k + Lanes.COUNT <= columns; k += Lanes.COUNT) {
      long at = (long) k * Float.BYTES;
      one(from + at, rows, step, sums + at);
    }
    for (; k < columns; k++) {
      long at = (long) k * Float.BYTES;
      scalar(from + at, rows, step, sums + at);
    }
  }

  private static void four(long from, long rows, long step, long sums) {
    var s0 = load(sums);
    var s1 = load(sums + BYTES);
    var s2 = load(sums + 2L * BYTES);
    var s3 = load(sums + 3L * BYTES);
    for (long i = 0; i < rows; i++) {
      s0 = load(from).add(s0);
      s1 = load(from + BYTES).add(s1);
      s2 = load(from + 2L * BYTES).add(s2);
      s3 = load(from + 3L * BYTES).add(s3);
      from += step;
    }
    store(sums, s0);
    store(sums + BYTES, s1);
    store(sums + 2L * BYTES, s2);
    store(sums + 3L * BYTES, s3);
  }

  private static void one(long from, long rows, long step, long sums) {
    var s = load(sums);
    for (long i = 0; i < rows; i++) {
      s = load(from).add(s);
      from += step;
    }
    store(sums, s);
  }

  private static void scalar(long from, long rows, long step, long sums) {
    float s = Floats.get(sums);
    for (long i = 0; i < rows; i++) {
      s += Floats.get(from);
      from += step;
    }
    Floats.set(sums, s);
  }
}
