package lockstep.kernels.attention;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromMemorySegment;
import static jdk.incubator.vector.FloatVector.zero;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.Lanes.FLOAT;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import lockstep.kernels.Specialise;

/// Four rows, two vectors wide, for sixteen registers: eight sums, two vectors of B and up to four
/// of A. Its steps are constants: where C2 does not know them, every access masks an address of its
/// own, which takes a quarter of the time (`jmh/lab`, 16). See [Product] for the arguments.
final class Tile4x2 implements Tile {

  static final int ROWS = 4;

  private static final Data DATA = Specialise.data(MethodHandles.lookup(), Data.class, Data::none);
  private static final boolean FRESH = DATA.fresh();
  private static final long ROW = DATA.aRow();
  private static final long STEP = DATA.aStep();
  private static final long NEXT = DATA.bStep();
  private static final int VECTOR = FLOAT.vectorByteSize();
  private static final ValueLayout.OfFloat ONE = ValueLayout.JAVA_FLOAT_UNALIGNED;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  // Reached by reflection.
  Tile4x2() {}

  @Override
  public void run(long a, long b, int depth, long c, long cRow) {
    long c0 = c;
    long c1 = c + 1 * cRow;
    long c2 = c + 2 * cRow;
    long c3 = c + 3 * cRow;
    var s0a = zero(FLOAT);
    var s0b = zero(FLOAT);
    var s1a = zero(FLOAT);
    var s1b = zero(FLOAT);
    var s2a = zero(FLOAT);
    var s2b = zero(FLOAT);
    var s3a = zero(FLOAT);
    var s3b = zero(FLOAT);
    if (!FRESH) {
      s0a = fromMemorySegment(FLOAT, SEGMENT, c0 & ADDRESS_MASK, ORDER);
      s0b = fromMemorySegment(FLOAT, SEGMENT, (c0 + VECTOR) & ADDRESS_MASK, ORDER);
      s1a = fromMemorySegment(FLOAT, SEGMENT, c1 & ADDRESS_MASK, ORDER);
      s1b = fromMemorySegment(FLOAT, SEGMENT, (c1 + VECTOR) & ADDRESS_MASK, ORDER);
      s2a = fromMemorySegment(FLOAT, SEGMENT, c2 & ADDRESS_MASK, ORDER);
      s2b = fromMemorySegment(FLOAT, SEGMENT, (c2 + VECTOR) & ADDRESS_MASK, ORDER);
      s3a = fromMemorySegment(FLOAT, SEGMENT, c3 & ADDRESS_MASK, ORDER);
      s3b = fromMemorySegment(FLOAT, SEGMENT, (c3 + VECTOR) & ADDRESS_MASK, ORDER);
    }
    long end = b + depth * NEXT;
    long pa = a - STEP;
    for (long pb = b; pb != end; pb += NEXT) {
      pa += STEP;
      long qa = pa & ADDRESS_MASK;
      long qb = pb & ADDRESS_MASK;
      var ya = fromMemorySegment(FLOAT, SEGMENT, qb, ORDER);
      var yb = fromMemorySegment(FLOAT, SEGMENT, qb + VECTOR, ORDER);
      var x0 = broadcast(FLOAT, SEGMENT.get(ONE, qa));
      s0a = x0.fma(ya, s0a);
      s0b = x0.fma(yb, s0b);
      var x1 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 1 * ROW));
      s1a = x1.fma(ya, s1a);
      s1b = x1.fma(yb, s1b);
      var x2 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 2 * ROW));
      s2a = x2.fma(ya, s2a);
      s2b = x2.fma(yb, s2b);
      var x3 = broadcast(FLOAT, SEGMENT.get(ONE, qa + 3 * ROW));
      s3a = x3.fma(ya, s3a);
      s3b = x3.fma(yb, s3b);
    }
    s0a.intoMemorySegment(SEGMENT, c0 & ADDRESS_MASK, ORDER);
    s0b.intoMemorySegment(SEGMENT, (c0 + VECTOR) & ADDRESS_MASK, ORDER);
    s1a.intoMemorySegment(SEGMENT, c1 & ADDRESS_MASK, ORDER);
    s1b.intoMemorySegment(SEGMENT, (c1 + VECTOR) & ADDRESS_MASK, ORDER);
    s2a.intoMemorySegment(SEGMENT, c2 & ADDRESS_MASK, ORDER);
    s2b.intoMemorySegment(SEGMENT, (c2 + VECTOR) & ADDRESS_MASK, ORDER);
    s3a.intoMemorySegment(SEGMENT, c3 & ADDRESS_MASK, ORDER);
    s3b.intoMemorySegment(SEGMENT, (c3 + VECTOR) & ADDRESS_MASK, ORDER);
  }
}
