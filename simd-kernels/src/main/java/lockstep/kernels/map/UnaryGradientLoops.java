package lockstep.kernels.map;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.map.Access.ORDER;
import static lockstep.kernels.map.Access.at;
import static lockstep.kernels.map.Access.load;
import static lockstep.kernels.map.Access.store;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// The vector loops of [UnaryGradient], `s` being argument or result. `count` is a multiple of the
/// lanes. After a long body only methods of the JDK are called, as in [HeavyLoops].
final class UnaryGradientLoops {

  private static final int LANES = Lanes.COUNT;
  private static final FloatVector ONE = FloatVector.broadcast(Lanes.FLOAT, 1);

  private UnaryGradientLoops() {}

  static void negate(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(dx, i, load(dy, i).neg());
    }
  }

  static void abs(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(dx, i, load(dy, i).mul(sign(load(s, i))));
    }
  }

  static void square(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(dx, i, load(dy, i).mul(twice(load(s, i))));
    }
  }

  static void sqrt(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(dx, i, load(dy, i).mul(0.5f).div(load(s, i)));
    }
  }

  static void reciprocal(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(dx, i, times(load(dy, i), load(s, i)).neg());
    }
  }

  static void relu(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(dx, i, load(dy, i).blend(0, load(s, i).compare(LE, 0)));
    }
  }

  static void exp(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(dx, i, load(dy, i).mul(load(s, i)));
    }
  }

  static void log(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(dx, i, load(dy, i).div(load(s, i)));
    }
  }

  static void tanh(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(dx, i, load(dy, i).mul(tanhSlope(load(s, i))));
    }
  }

  static void sigmoid(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(dx, i, load(dy, i).mul(sigmoidSlope(load(s, i))));
    }
  }

  static void erf(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      long from = at(dy, i);
      long to = at(dx, i);
      ErrorFunction.erfSlope(load(s, i))
          .mul(FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, from, ORDER))
          .intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void sin(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      long from = at(dy, i);
      long to = at(dx, i);
      Trigonometric.cos(load(s, i))
          .mul(FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, from, ORDER))
          .intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void cos(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      long from = at(dy, i);
      long to = at(dx, i);
      Trigonometric.sin(load(s, i))
          .neg()
          .mul(FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, from, ORDER))
          .intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void gelu(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      long from = at(dy, i);
      long to = at(dx, i);
      FloatVector x = load(s, i);
      boolean near = ErrorFunction.isNear(x);
      FloatVector a = near ? x.abs() : ErrorFunction.limited(x);
      FloatVector z = a.mul(a);
      FloatVector t = ErrorFunction.exponent(z);
      FloatVector e = Exponential.scale(ErrorFunction.bell(a, z, t).add(ONE), t, near);
      FloatVector g = ErrorFunction.slopeBelow(a, z).mul(e);
      g.blend(ONE.sub(g), x.compare(GT, 0))
          .mul(FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, from, ORDER))
          .intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void silu(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      long from = at(dy, i);
      long to = at(dx, i);
      Exponential.siluSlope(load(s, i))
          .mul(FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, from, ORDER))
          .intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void softplus(long dy, long s, long dx, int count) {
    for (int i = 0; i < count; i += LANES) {
      long from = at(dy, i);
      long to = at(dx, i);
      Exponential.sigmoid(load(s, i))
          .mul(FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, from, ORDER))
          .intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  private static FloatVector sign(FloatVector x) {
    return x.blend(1, x.compare(GT, 0)).blend(-1, x.compare(LT, 0)).blend(0, x.compare(EQ, 0));
  }

  private static FloatVector twice(FloatVector x) {
    return x.add(x);
  }

  private static FloatVector times(FloatVector dy, FloatVector y) {
    return dy.mul(y).mul(y);
  }

  private static FloatVector tanhSlope(FloatVector y) {
    return y.neg().fma(y, ONE);
  }

  private static FloatVector sigmoidSlope(FloatVector y) {
    return y.mul(ONE.sub(y));
  }
}
