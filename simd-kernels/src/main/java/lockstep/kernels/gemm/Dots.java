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

  private static final int VECTOR = Lanes.COUNT * Float.BYTES;
  private static final int STEP = Math.max(LANES, Lanes.COUNT);

  private Dots() {}

  /// Writes the products of lines a, b, c and d with x to `out`, as many of them as `lines`.
  static void write(long a, long b, long c, long d, long x, int count, long out, int lines) {
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
    if (whole < count) {
      a0 = Floats.loadBefore(x, whole, count).fma(Floats.loadBefore(a, whole, count), a0);
      b0 = Floats.loadBefore(x, whole, count).fma(Floats.loadBefore(b, whole, count), b0);
      c0 = Floats.loadBefore(x, whole, count).fma(Floats.loadBefore(c, whole, count), c0);
      d0 = Floats.loadBefore(x, whole, count).fma(Floats.loadBefore(d, whole, count), d0);
      if (PARTS > 1) {
        int second = whole + Lanes.COUNT;
        a1 = Floats.loadBefore(x, second, count).fma(Floats.loadBefore(a, second, count), a1);
        b1 = Floats.loadBefore(x, second, count).fma(Floats.loadBefore(b, second, count), b1);
        c1 = Floats.loadBefore(x, second, count).fma(Floats.loadBefore(c, second, count), c1);
        d1 = Floats.loadBefore(x, second, count).fma(Floats.loadBefore(d, second, count), d1);
      }
      if (PARTS > 2) {
        int third = whole + 2 * Lanes.COUNT;
        a2 = Floats.loadBefore(x, third, count).fma(Floats.loadBefore(a, third, count), a2);
        b2 = Floats.loadBefore(x, third, count).fma(Floats.loadBefore(b, third, count), b2);
        c2 = Floats.loadBefore(x, third, count).fma(Floats.loadBefore(c, third, count), c2);
        d2 = Floats.loadBefore(x, third, count).fma(Floats.loadBefore(d, third, count), d2);
        int fourth = whole + 3 * Lanes.COUNT;
        a3 = Floats.loadBefore(x, fourth, count).fma(Floats.loadBefore(a, fourth, count), a3);
        b3 = Floats.loadBefore(x, fourth, count).fma(Floats.loadBefore(b, fourth, count), b3);
        c3 = Floats.loadBefore(x, fourth, count).fma(Floats.loadBefore(c, fourth, count), c3);
        d3 = Floats.loadBefore(x, fourth, count).fma(Floats.loadBefore(d, fourth, count), d3);
      }
    }
    Floats.set(out, Sixteen.sum(a0, a1, a2, a3));
    if (lines > 1) {
      Floats.set(out + Float.BYTES, Sixteen.sum(b0, b1, b2, b3));
    }
    if (lines > 2) {
      Floats.set(out + 2L * Float.BYTES, Sixteen.sum(c0, c1, c2, c3));
    }
    if (lines > 3) {
      Floats.set(out + 3L * Float.BYTES, Sixteen.sum(d0, d1, d2, d3));
    }
  }
}
