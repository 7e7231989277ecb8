package lockstep.kernels.softmax;

import static jdk.incubator.vector.VectorOperators.EQ;
import static lockstep.kernels.access.Sixteen.PARTS;
import static lockstep.kernels.access.Sixteen.inside;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Edge;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.Sixteen;

/// The passes over a row that need no exponentials.
final class RowLoops {

  private static final int COUNT = Lanes.COUNT;
  private static final FloatVector ZERO = FloatVector.zero(Lanes.FLOAT);

  private RowLoops() {}

  /// `row[i] *= factor`.
  static void scale(long row, float factor, int count) {
    FloatVector f = FloatVector.broadcast(Lanes.FLOAT, factor);
    int whole = count - count % COUNT;
    for (int i = 0; i < whole; i += COUNT) {
      Floats.store(at(row, i), Floats.load(at(row, i)).mul(f));
    }
    if (whole < count) {
      VectorMask<Float> inside = inside(whole, count);
      Edge.store(at(row, whole), Edge.load(at(row, whole), inside).mul(f), inside);
    }
  }

  /// `out[i] = (in[i] − first) − second`.
  static void subtract(long in, long out, float first, float second, int count) {
    FloatVector a = FloatVector.broadcast(Lanes.FLOAT, first);
    FloatVector b = FloatVector.broadcast(Lanes.FLOAT, second);
    int whole = count - count % COUNT;
    for (int i = 0; i < whole; i += COUNT) {
      Floats.store(at(out, i), Floats.load(at(in, i)).sub(a).sub(b));
    }
    if (whole < count) {
      VectorMask<Float> inside = inside(whole, count);
      Edge.store(at(out, whole), Edge.load(at(in, whole), inside).sub(a).sub(b), inside);
    }
  }

  /// `out[i] = y[i]·(dy[i] − mean)`.
  static void gradient(long y, long dy, long out, float mean, int count) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOAT, mean);
    int whole = count - count % COUNT;
    for (int i = 0; i < whole; i += COUNT) {
      Floats.store(at(out, i), Floats.load(at(y, i)).mul(Floats.load(at(dy, i)).sub(m)));
    }
    if (whole < count) {
      VectorMask<Float> inside = inside(whole, count);
      FloatVector d = Edge.load(at(dy, whole), inside).sub(m);
      Edge.store(at(out, whole), Edge.load(at(y, whole), inside).mul(d), inside);
    }
  }

  /// `row[i] = value`.
  static void fill(long row, float value, int count) {
    FloatVector v = FloatVector.broadcast(Lanes.FLOAT, value);
    int whole = count - count % COUNT;
    for (int i = 0; i < whole; i += COUNT) {
      Floats.store(at(row, i), v);
    }
    if (whole < count) {
      Edge.store(at(row, whole), v, inside(whole, count));
    }
  }

  /// {@return the sum of `x[i] − max`}
  static float distances(long x, float max, int count) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOAT, max);
    FloatVector p0 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p1 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p2 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p3 = FloatVector.zero(Lanes.FLOAT);
    int whole = count - count % Sixteen.LANES;
    for (int i = 0; i < whole; i += Sixteen.LANES) {
      p0 = Floats.load(at(x, i)).sub(m).add(p0);
      if (PARTS > 1) {
        p1 = Floats.load(at(x, i + COUNT)).sub(m).add(p1);
      }
      if (PARTS > 2) {
        p2 = Floats.load(at(x, i + 2 * COUNT)).sub(m).add(p2);
        p3 = Floats.load(at(x, i + 3 * COUNT)).sub(m).add(p3);
      }
    }
    if (whole < count) {
      p0 = distance(x, m, whole, count).add(p0);
      if (PARTS > 1) {
        p1 = distance(x, m, whole + COUNT, count).add(p1);
      }
      if (PARTS > 2) {
        p2 = distance(x, m, whole + 2 * COUNT, count).add(p2);
        p3 = distance(x, m, whole + 3 * COUNT, count).add(p3);
      }
    }
    return Sixteen.sum(p0, p1, p2, p3);
  }

  /// {@return the sum of `w[i]·(x[i] − max)` over the elements whose weight is not 0}
  static float weighted(long w, long x, float max, int count) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOAT, max);
    FloatVector p0 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p1 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p2 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p3 = FloatVector.zero(Lanes.FLOAT);
    int whole = count - count % Sixteen.LANES;
    for (int i = 0; i < whole; i += Sixteen.LANES) {
      p0 = weigh(Floats.load(at(w, i)), Floats.load(at(x, i)).sub(m), p0);
      if (PARTS > 1) {
        p1 = weigh(Floats.load(at(w, i + COUNT)), Floats.load(at(x, i + COUNT)).sub(m), p1);
      }
      if (PARTS > 2) {
        p2 = weigh(Floats.load(at(w, i + 2 * COUNT)), Floats.load(at(x, i + 2 * COUNT)).sub(m), p2);
        p3 = weigh(Floats.load(at(w, i + 3 * COUNT)), Floats.load(at(x, i + 3 * COUNT)).sub(m), p3);
      }
    }
    if (whole < count) {
      p0 = weighEdge(w, x, m, whole, count, p0);
      if (PARTS > 1) {
        p1 = weighEdge(w, x, m, whole + COUNT, count, p1);
      }
      if (PARTS > 2) {
        p2 = weighEdge(w, x, m, whole + 2 * COUNT, count, p2);
        p3 = weighEdge(w, x, m, whole + 3 * COUNT, count, p3);
      }
    }
    return Sixteen.sum(p0, p1, p2, p3);
  }

  private static FloatVector distance(long x, FloatVector max, int index, int count) {
    VectorMask<Float> inside = inside(index, count);
    return ZERO.blend(Edge.load(at(x, index), inside).sub(max), inside);
  }

  private static FloatVector weigh(FloatVector w, FloatVector d, FloatVector sum) {
    return w.fma(d, sum).blend(sum, w.compare(EQ, 0));
  }

  /// Outside the row the weight is read as 0.
  private static FloatVector weighEdge(
      long w, long x, FloatVector max, int index, int count, FloatVector sum) {
    VectorMask<Float> inside = inside(index, count);
    return weigh(Edge.load(at(w, index), inside), Edge.load(at(x, index), inside).sub(max), sum);
  }

  private static long at(long address, int index) {
    return address + (long) index * Float.BYTES;
  }
}
