package lockstep.kernels.access;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static lockstep.kernels.access.Sixteen.PARTS;
import static lockstep.kernels.access.Sixteen.inside;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;

/// Sums along a row, in the order of [Sixteen], and its largest number. The bits are those of
/// [RowSumsReference].
public final class RowSums {

  private static final int COUNT = Lanes.COUNT;
  private static final FloatVector ZERO = FloatVector.zero(Lanes.FLOAT);

  private RowSums() {}

  /// {@return the sum of `count` floats; 0 of none}
  public static float sum(long row, int count) {
    FloatVector p0 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p1 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p2 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p3 = FloatVector.zero(Lanes.FLOAT);
    int whole = count - count % Sixteen.LANES;
    for (int i = 0; i < whole; i += Sixteen.LANES) {
      p0 = load(row, i).add(p0);
      if (PARTS > 1) {
        p1 = load(row, i + COUNT).add(p1);
      }
      if (PARTS > 2) {
        p2 = load(row, i + 2 * COUNT).add(p2);
        p3 = load(row, i + 3 * COUNT).add(p3);
      }
    }
    if (whole < count) {
      p0 = edge(row, whole, count).add(p0);
      if (PARTS > 1) {
        p1 = edge(row, whole + COUNT, count).add(p1);
      }
      if (PARTS > 2) {
        p2 = edge(row, whole + 2 * COUNT, count).add(p2);
        p3 = edge(row, whole + 3 * COUNT, count).add(p3);
      }
    }
    return Sixteen.sum(p0, p1, p2, p3);
  }

  /// {@return the sum of `a[i]·b[i]`, each joined by a fused multiply-add}
  public static float dot(long a, long b, int count) {
    FloatVector p0 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p1 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p2 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p3 = FloatVector.zero(Lanes.FLOAT);
    int whole = count - count % Sixteen.LANES;
    for (int i = 0; i < whole; i += Sixteen.LANES) {
      p0 = load(a, i).fma(load(b, i), p0);
      if (PARTS > 1) {
        p1 = load(a, i + COUNT).fma(load(b, i + COUNT), p1);
      }
      if (PARTS > 2) {
        p2 = load(a, i + 2 * COUNT).fma(load(b, i + 2 * COUNT), p2);
        p3 = load(a, i + 3 * COUNT).fma(load(b, i + 3 * COUNT), p3);
      }
    }
    if (whole < count) {
      p0 = edge(a, whole, count).fma(edge(b, whole, count), p0);
      if (PARTS > 1) {
        p1 = edge(a, whole + COUNT, count).fma(edge(b, whole + COUNT, count), p1);
      }
      if (PARTS > 2) {
        p2 = edge(a, whole + 2 * COUNT, count).fma(edge(b, whole + 2 * COUNT, count), p2);
        p3 = edge(a, whole + 3 * COUNT, count).fma(edge(b, whole + 3 * COUNT, count), p3);
      }
    }
    return Sixteen.sum(p0, p1, p2, p3);
  }

  /// {@return the sum of `(a[i] − center)²`}
  public static float squares(long a, float center, int count) {
    FloatVector c = FloatVector.broadcast(Lanes.FLOAT, center);
    FloatVector p0 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p1 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p2 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p3 = FloatVector.zero(Lanes.FLOAT);
    int whole = count - count % Sixteen.LANES;
    for (int i = 0; i < whole; i += Sixteen.LANES) {
      p0 = square(load(a, i).sub(c), p0);
      if (PARTS > 1) {
        p1 = square(load(a, i + COUNT).sub(c), p1);
      }
      if (PARTS > 2) {
        p2 = square(load(a, i + 2 * COUNT).sub(c), p2);
        p3 = square(load(a, i + 3 * COUNT).sub(c), p3);
      }
    }
    if (whole < count) {
      p0 = square(deviation(a, c, whole, count), p0);
      if (PARTS > 1) {
        p1 = square(deviation(a, c, whole + COUNT, count), p1);
      }
      if (PARTS > 2) {
        p2 = square(deviation(a, c, whole + 2 * COUNT, count), p2);
        p3 = square(deviation(a, c, whole + 3 * COUNT, count), p3);
      }
    }
    return Sixteen.sum(p0, p1, p2, p3);
  }

  /// {@return the largest number of a row, −∞ where there is none, 0 in place of −0}
  ///
  /// NaN is passed over: who subtracts the largest from each element meets it again. So the order
  /// does not count, and four chains run side by side.
  public static float largest(long row, int count) {
    FloatVector p0 = lowest();
    FloatVector p1 = lowest();
    FloatVector p2 = lowest();
    FloatVector p3 = lowest();
    int i = 0;
    for (; i <= count - 4 * COUNT; i += 4 * COUNT) {
      p0 = larger(load(row, i), p0);
      p1 = larger(load(row, i + COUNT), p1);
      p2 = larger(load(row, i + 2 * COUNT), p2);
      p3 = larger(load(row, i + 3 * COUNT), p3);
    }
    for (; i < count; i += COUNT) {
      p0 = largerEdge(row, i, count, p0);
    }
    // There is no NaN here and 0 is told from −0 by nobody: the one reduction without an order.
    return larger(larger(p0, p1), larger(p2, p3)).reduceLanes(MAX) + 0f;
  }

  /// Made anew: a constant that a loop begins with would make C2 box every later value of it.
  private static FloatVector lowest() {
    return FloatVector.broadcast(Lanes.FLOAT, Float.NEGATIVE_INFINITY);
  }

  private static FloatVector larger(FloatVector x, FloatVector most) {
    return most.blend(x, x.compare(GT, most));
  }

  private static FloatVector largerEdge(long row, int index, int count, FloatVector most) {
    VectorMask<Float> inside = inside(index, count);
    FloatVector x = Edge.load(row + (long) index * Float.BYTES, inside);
    return most.blend(x, x.compare(GT, most).and(inside));
  }

  private static FloatVector square(FloatVector d, FloatVector sum) {
    return d.fma(d, sum);
  }

  private static FloatVector deviation(long a, FloatVector center, int index, int count) {
    VectorMask<Float> inside = inside(index, count);
    return ZERO.blend(Edge.load(a + (long) index * Float.BYTES, inside).sub(center), inside);
  }

  private static FloatVector load(long row, int index) {
    return Floats.load(row + (long) index * Float.BYTES);
  }

  private static FloatVector edge(long row, int index, int count) {
    return Edge.load(row + (long) index * Float.BYTES, inside(index, count));
  }
}
