package lockstep.kernels.gemm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import lockstep.kernels.Lanes;

/// A row of zeros that a tile's sums begin with: two vectors, read by every panel.
final class Zeros {

  private static final MemorySegment ROW =
      Arena.ofAuto().allocate(2L * Lanes.COUNT * Float.BYTES, 64);

  static final long ADDRESS = ROW.address();

  private Zeros() {}
}
