package lockstep.kernels.gemm;

import static lockstep.kernels.access.Sixteen.LANES;
import static lockstep.kernels.access.Sixteen.PARTS;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.Sixteen;

/// The products of four lines with one vector, each a reduction over sixteen virtual lanes.
///
/// Four at a time: memory is read faster along several lines than along one or two (`jmh/lab`, 9).
final class Dots {

  /// Lines that one call takes.
  static final int LINES = 4;

  /// Bytes of the sums of one line.
  static final long SUMS = (long) LANES * Float.BYTES;

  private static final int VECTOR = Lanes.COUNT * Float.BYTES;
  private static final int STEP = Math.max(LANES, Lanes.COUNT);

  private Dots() {}

  /// Writes the sums of lines a, b, c and d times x, over whole rounds of virtual lanes, to `sums`:
  /// {@link #SUMS} bytes each.
  ///
  /// They end elsewhere: with the ends of four lines, C2 comes to its limit of nodes and makes
  /// objects of vectors.
  static void begin(long a, long b, long c, long d, long x, int count, long sums) {
    FloatVector zero = FloatVector.zero(Lanes.FLOAT);
    FloatVector a0 = zero;
    FloatVector a1 = zero;
    FloatVector a2 = zero;
    FloatVector a3 = zero;
    FloatVector b0 = zero;
    FloatVector b1 = zero;
    FloatVector b2 = zero;
    FloatVector b3 = zero;
    FloatVector c0 = zero;
    FloatVector c1 = zero;
    FloatVector c2 = zero;
    FloatVector c3 = zero;
    FloatVector d0 = zero;
    FloatVector d1 = zero;
    FloatVector d2 = zero;
    FloatVector d3 = zero;
    int whole = count / LANES * LANES;
    for (int i = 0; i < whole; i += STEP) {
      long at = (long) i * Float.BYTES;
      FloatVector x0 = Floats.load(x + at);
      a0 = x0.fma(Floats.load(a + at), a0);
      b0 = x0.fma(Floats.load(b + at), b0);
      c0 = x0.fma(Floats.load(c + at), c0);
      d0 = x0.fma(Floats.load(d + at), d0);
      if (PARTS > 1) {
        long at1 = at + VECTOR;
        FloatVector x1 = Floats.load(x + at1);
        a1 = x1.fma(Floats.load(a + at1), a1);
        b1 = x1.fma(Floats.load(b + at1), b1);
        c1 = x1.fma(Floats.load(c + at1), c1);
        d1 = x1.fma(Floats.load(d + at1), d1);
      }
      if (PARTS > 2) {
        long at2 = at + 2L * VECTOR;
        FloatVector x2 = Floats.load(x + at2);
        a2 = x2.fma(Floats.load(a + at2), a2);
        b2 = x2.fma(Floats.load(b + at2), b2);
        c2 = x2.fma(Floats.load(c + at2), c2);
        d2 = x2.fma(Floats.load(d + at2), d2);
        long at3 = at + 3L * VECTOR;
        FloatVector x3 = Floats.load(x + at3);
        a3 = x3.fma(Floats.load(a + at3), a3);
        b3 = x3.fma(Floats.load(b + at3), b3);
        c3 = x3.fma(Floats.load(c + at3), c3);
        d3 = x3.fma(Floats.load(d + at3), d3);
      }
    }
    keep(sums, a0, a1, a2, a3);
    keep(sums + SUMS, b0, b1, b2, b3);
    keep(sums + 2 * SUMS, c0, c1, c2, c3);
    keep(sums + 3 * SUMS, d0, d1, d2, d3);
  }

  private static void keep(
      long to, FloatVector p0, FloatVector p1, FloatVector p2, FloatVector p3) {
    Floats.store(to, p0);
    if (PARTS > 1) {
      Floats.store(to + VECTOR, p1);
    }
    if (PARTS > 2) {
      Floats.store(to + 2L * VECTOR, p2);
      Floats.store(to + 3L * VECTOR, p3);
    }
  }

  /// {@return the product of a line with x, of which the sums over whole rounds of virtual lanes
  /// are at `sums`}
  static float end(long line, long x, int count, long sums) {
    FloatVector p0 = ended(line, x, count, sums, 0);
    FloatVector p1 = PARTS > 1 ? ended(line, x, count, sums, 1) : p0;
    FloatVector p2 = PARTS > 2 ? ended(line, x, count, sums, 2) : p0;
    FloatVector p3 = PARTS > 2 ? ended(line, x, count, sums, 3) : p0;
    return Sixteen.sum(p0, p1, p2, p3);
  }

  private static FloatVector ended(long line, long x, int count, long sums, int part) {
    int start = count / LANES * LANES + part * Lanes.COUNT;
    FloatVector sum = Floats.load(sums + (long) part * VECTOR);
    return count % LANES == 0
        ? sum
        : Floats.loadBefore(x, start, count).fma(Floats.loadBefore(line, start, count), sum);
  }
}
