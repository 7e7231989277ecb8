package lockstep.kernels.peak;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// Streams memory through registers: a sum that only reads, and a copy that reads and writes.
final class MemoryLoop {

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int BYTES = Lanes.FLOAT.vectorByteSize();

  private MemoryLoop() {}

  /// Reads `bytes` (a multiple of four vectors) and returns the sum of every vector's first float,
  /// so that no load is dead code.
  static float read(long address, long bytes) {
    // Four sums: one alone would wait for the latency of its addition. Each is an argument, because
    // C2
    // may box what a loop carries and calls methods of (jmh/lab, 3).
    var s0 = FloatVector.zero(Lanes.FLOAT);
    var s1 = s0;
    var s2 = s0;
    var s3 = s0;
    long end = address + bytes;
    for (long at = address; at < end; at += 4L * BYTES) {
      s0 = load(at).add(s0);
      s1 = load(at + BYTES).add(s1);
      s2 = load(at + 2L * BYTES).add(s2);
      s3 = load(at + 3L * BYTES).add(s3);
    }
    return s0.add(s1).add(s2.add(s3)).lane(0);
  }

  /// Copies `bytes` (a multiple of four vectors).
  static void copy(long from, long to, long bytes) {
    for (long i = 0; i < bytes; i += 4L * BYTES) {
      store(to + i, load(from + i));
      store(to + i + BYTES, load(from + i + BYTES));
      store(to + i + 2L * BYTES, load(from + i + 2L * BYTES));
      store(to + i + 3L * BYTES, load(from + i + 3L * BYTES));
    }
  }

  private static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, address & ADDRESS_MASK, ORDER);
  }

  private static void store(long address, FloatVector vector) {
    vector.intoMemorySegment(SEGMENT, address & ADDRESS_MASK, ORDER);
  }
}
