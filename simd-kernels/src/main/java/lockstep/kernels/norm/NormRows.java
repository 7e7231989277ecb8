package lockstep.kernels.norm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Edge;
import lockstep.kernels.access.Floats;
import lockstep.kernels.access.Sixteen;

/// Loops along a row, for layer norm and RMS norm. x̂ is `(x − mean)·inverse`.
final class NormRows {

  private static final int COUNT = Lanes.COUNT;

  private NormRows() {}

  /// `out = x̂·gamma + beta`.
  static void normalize(
      long in, float mean, float inverse, long gamma, long beta, long out, int count) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOAT, mean);
    FloatVector f = FloatVector.broadcast(Lanes.FLOAT, inverse);
    int i = 0;
    for (; i <= count - COUNT; i += COUNT) {
      FloatVector x = Floats.load(at(in, i)).sub(m).mul(f);
      Floats.store(at(out, i), x.fma(Floats.load(at(gamma, i)), Floats.load(at(beta, i))));
    }
    for (; i < count; i++) {
      float x = (Floats.get(at(in, i)) - mean) * inverse;
      Floats.set(at(out, i), Math.fma(x, Floats.get(at(gamma, i)), Floats.get(at(beta, i))));
    }
  }

  /// `out = x·inverse·gamma`.
  static void scale(long in, float inverse, long gamma, long out, int count) {
    FloatVector f = FloatVector.broadcast(Lanes.FLOAT, inverse);
    int i = 0;
    for (; i <= count - COUNT; i += COUNT) {
      Floats.store(at(out, i), Floats.load(at(in, i)).mul(f).mul(Floats.load(at(gamma, i))));
    }
    for (; i < count; i++) {
      Floats.set(at(out, i), Floats.get(at(in, i)) * inverse * Floats.get(at(gamma, i)));
    }
  }

  /// {@return the sum of `(dy·gamma)·(x − mean)`}
  static float product(long dy, long gamma, long x, float mean, int count) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOAT, mean);
    FloatVector p0 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p1 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p2 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p3 = FloatVector.zero(Lanes.FLOAT);
    int whole = count - count % Sixteen.LANES;
    for (int i = 0; i < whole; i += Sixteen.LANES) {
      p0 = weigh(dy, gamma, x, m, i, p0);
      if (Sixteen.PARTS > 1) {
        p1 = weigh(dy, gamma, x, m, i + COUNT, p1);
      }
      if (Sixteen.PARTS > 2) {
        p2 = weigh(dy, gamma, x, m, i + 2 * COUNT, p2);
        p3 = weigh(dy, gamma, x, m, i + 3 * COUNT, p3);
      }
    }
    if (whole < count) {
      p0 = weighEdge(dy, gamma, x, m, whole, count, p0);
      if (Sixteen.PARTS > 1) {
        p1 = weighEdge(dy, gamma, x, m, whole + COUNT, count, p1);
      }
      if (Sixteen.PARTS > 2) {
        p2 = weighEdge(dy, gamma, x, m, whole + 2 * COUNT, count, p2);
        p3 = weighEdge(dy, gamma, x, m, whole + 3 * COUNT, count, p3);
      }
    }
    return Sixteen.sum(p0, p1, p2, p3);
  }

  private static FloatVector weigh(
      long dy, long gamma, long x, FloatVector mean, int i, FloatVector sum) {
    FloatVector g = Floats.load(at(dy, i)).mul(Floats.load(at(gamma, i)));
    return g.fma(Floats.load(at(x, i)).sub(mean), sum);
  }

  private static FloatVector weighEdge(
      long dy, long gamma, long x, FloatVector mean, int i, int count, FloatVector sum) {
    VectorMask<Float> inside = Sixteen.inside(i, count);
    FloatVector g = Edge.load(at(dy, i), inside).mul(Edge.load(at(gamma, i), inside));
    FloatVector d = Edge.load(at(x, i), inside).sub(mean);
    return sum.blend(g.fma(d, sum), inside);
  }

  /// `dgamma += dy·x̂`, `dbeta += dy`.
  static void accumulate(
      long x, long dy, float mean, float inverse, long dgamma, long dbeta, int count) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOAT, mean);
    FloatVector f = FloatVector.broadcast(Lanes.FLOAT, inverse);
    int i = 0;
    for (; i <= count - COUNT; i += COUNT) {
      FloatVector d = Floats.load(at(dy, i));
      FloatVector n = Floats.load(at(x, i)).sub(m).mul(f);
      Floats.store(at(dgamma, i), d.fma(n, Floats.load(at(dgamma, i))));
      Floats.store(at(dbeta, i), Floats.load(at(dbeta, i)).add(d));
    }
    for (; i < count; i++) {
      float d = Floats.get(at(dy, i));
      float n = (Floats.get(at(x, i)) - mean) * inverse;
      Floats.set(at(dgamma, i), Math.fma(d, n, Floats.get(at(dgamma, i))));
      Floats.set(at(dbeta, i), Floats.get(at(dbeta, i)) + d);
    }
  }

  /// `dgamma += dy·(x·inverse)`.
  static void accumulate(long x, long dy, float inverse, long dgamma, int count) {
    FloatVector f = FloatVector.broadcast(Lanes.FLOAT, inverse);
    int i = 0;
    for (; i <= count - COUNT; i += COUNT) {
      FloatVector n = Floats.load(at(x, i)).mul(f);
      Floats.store(at(dgamma, i), Floats.load(at(dy, i)).fma(n, Floats.load(at(dgamma, i))));
    }
    for (; i < count; i++) {
      float n = Floats.get(at(x, i)) * inverse;
      Floats.set(at(dgamma, i), Math.fma(Floats.get(at(dy, i)), n, Floats.get(at(dgamma, i))));
    }
  }

  /// `dx = (x − mean)·b + ((dy·gamma)·a + s)`.
  static void gradient(
      long x, long dy, long gamma, float mean, float a, float b, float s, long dx, int count) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOAT, mean);
    FloatVector va = FloatVector.broadcast(Lanes.FLOAT, a);
    FloatVector vb = FloatVector.broadcast(Lanes.FLOAT, b);
    FloatVector vs = FloatVector.broadcast(Lanes.FLOAT, s);
    int i = 0;
    for (; i <= count - COUNT; i += COUNT) {
      FloatVector g = Floats.load(at(dy, i)).mul(Floats.load(at(gamma, i))).fma(va, vs);
      Floats.store(at(dx, i), Floats.load(at(x, i)).sub(m).fma(vb, g));
    }
    for (; i < count; i++) {
      float g = Math.fma(Floats.get(at(dy, i)) * Floats.get(at(gamma, i)), a, s);
      Floats.set(at(dx, i), Math.fma(Floats.get(at(x, i)) - mean, b, g));
    }
  }

  /// `row = 0`.
  static void clear(long row, int count) {
    for (int i = 0; i < count; i++) {
      Floats.set(at(row, i), 0);
    }
  }

  static float inverse(float squares, int count, float epsilon) {
    return 1 / (float) Math.sqrt(squares / count + epsilon);
  }

  private static long at(long address, int index) {
    return address + (long) index * Float.BYTES;
  }
}
