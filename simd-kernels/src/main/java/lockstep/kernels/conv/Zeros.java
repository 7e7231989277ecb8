package lockstep.kernels.conv;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// Writes the zeros from which sums start.
final class Zeros {

  private static final MemorySegment TWO_VECTORS =
      Arena.ofAuto().allocate(2L * Lanes.COUNT * Float.BYTES, 64);

  /// Where two vectors of zeros are.
  static final long ROW = TWO_VECTORS.address();

  /// How many channels a pixel of zeros has.
  static final int MOST_CHANNELS = 1024;

  private static final int PIXELS = 6;

  private static final MemorySegment OF_PIXELS =
      Arena.ofAuto().allocate((long) PIXELS * MOST_CHANNELS * Float.BYTES, 64);

  /// Where a line of six pixels of zeros is.
  static final long CHANNELS = OF_PIXELS.address();

  private Zeros() {}

  /// @param row bytes from one row to the next
  static void fill(long at, long rows, int count, long row) {
    if (row == (long) count * Float.BYTES) {
      fill(at, rows * count);
      return;
    }
    for (long i = 0; i < rows; i++) {
      fill(at + i * row, count);
    }
  }

  static void fill(long at, long count) {
    var zero = FloatVector.zero(Lanes.FLOAT);
    long end = at + count * Float.BYTES;
    long whole = end - count % Lanes.COUNT * Float.BYTES;
    for (; at < whole; at += Lanes.COUNT * (long) Float.BYTES) {
      Floats.store(at, zero);
    }
    for (; at < end; at += Float.BYTES) {
      Floats.set(at, 0);
    }
  }
}
