package lockstep.kernels.attention;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// Rows of sums in scratch memory, one for each token of a block.
final class Rows {

  private static final int LANES = Lanes.COUNT;

  private Rows() {}

  static void clear(long rows, int floats) {
    int whole = floats - floats % LANES;
    for (int i = 0; i < whole; i += LANES) {
      store(rows + (long) i * Float.BYTES, FloatVector.zero(Lanes.FLOAT));
    }
    for (int i = whole; i < floats; i++) {
      Floats.set(rows + (long) i * Float.BYTES, 0);
    }
  }

  /// `to ← from · factor`, of one row.
  static void write(long from, int headSize, float factor, long to) {
    int whole = headSize - headSize % LANES;
    for (int d = 0; d < whole; d += LANES) {
      long at = (long) d * Float.BYTES;
      store(to + at, load(from + at).mul(factor));
    }
    for (int d = whole; d < headSize; d++) {
      long at = (long) d * Float.BYTES;
      Floats.set(to + at, Floats.get(from + at) * factor);
    }
  }
}
