package lockstep.kernels.map;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.map.Access.ORDER;
import static lockstep.kernels.map.Access.at;
import static lockstep.kernels.map.Access.load;
import static lockstep.kernels.map.Access.store;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// The vector loops of [ShapedMap] and [ShapedGradient]. `count` is a multiple of the lanes; `p`
/// and `q` are the parameters in the order of the record, or 0. After a long body only methods of
/// the JDK are called, as in [HeavyLoops].
final class ShapedLoops {

  private static final int LANES = Lanes.COUNT;

  private ShapedLoops() {}

  static MethodHandle value(Shaped activation) {
    return Loops.find(
        ShapedLoops.class, name(activation), Loops.UNARY.appendParameterTypes(FLOATS));
  }

  static MethodHandle gradient(Shaped activation) {
    MethodType type = Loops.GRADIENT.appendParameterTypes(FLOATS);
    return Loops.find(ShapedLoops.class, name(activation) + "_SLOPE", type);
  }

  private static final Class<?>[] FLOATS = {float.class, float.class};

  private static String name(Shaped activation) {
    return switch (activation) {
      case Shaped.LeakyRelu _ -> "LEAKY_RELU";
      case Shaped.Elu _ -> "ELU";
      case Shaped.Mish _ -> "MISH";
      case Shaped.HardSwish _ -> "HARD_SWISH";
      case Shaped.Affine _ -> "AFFINE";
      case Shaped.Clamp _ -> "CLAMP";
    };
  }

  /// The first parameter of an activation, or 0.
  static float p(Shaped activation) {
    return switch (activation) {
      case Shaped.LeakyRelu(float slope) -> slope;
      case Shaped.Elu(float alpha) -> alpha;
      case Shaped.Mish(), Shaped.HardSwish() -> 0;
      case Shaped.Affine(float factor, float _) -> factor;
      case Shaped.Clamp(float low, float _) -> low;
    };
  }

  /// The second.
  static float q(Shaped activation) {
    return switch (activation) {
      case Shaped.LeakyRelu _, Shaped.Elu _, Shaped.Mish _, Shaped.HardSwish _ -> 0;
      case Shaped.Affine(float _, float offset) -> offset;
      case Shaped.Clamp(float _, float high) -> high;
    };
  }

  static void leakyRelu(long in, long out, int count, float p, float q) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, leaky(load(in, i), p));
    }
  }

  static void leakyReluSlope(long dy, long x, long dx, int count, float p, float q) {
    for (int i = 0; i < count; i += LANES) {
      store(dx, i, leakyBy(load(dy, i), load(x, i), p));
    }
  }

  static void affine(long in, long out, int count, float p, float q) {
    FloatVector factor = FloatVector.broadcast(Lanes.FLOAT, p);
    FloatVector offset = FloatVector.broadcast(Lanes.FLOAT, q);
    for (int i = 0; i < count; i += LANES) {
      store(out, i, load(in, i).fma(factor, offset));
    }
  }

  static void affineSlope(long dy, long x, long dx, int count, float p, float q) {
    for (int i = 0; i < count; i += LANES) {
      store(dx, i, load(dy, i).mul(p));
    }
  }

  static void hardSwish(long in, long out, int count, float p, float q) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector x = load(in, i);
      FloatVector bent = x.add(3).blend(6, x.compare(GT, 3)).mul(ShapedReference.SIXTH);
      store(out, i, bent.mul(x).blend(0, x.compare(LE, -3)));
    }
  }

  static void hardSwishSlope(long dy, long x, long dx, int count, float p, float q) {
    FloatVector half = FloatVector.broadcast(Lanes.FLOAT, 0.5f);
    FloatVector third = FloatVector.broadcast(Lanes.FLOAT, ShapedReference.THIRD);
    for (int i = 0; i < count; i += LANES) {
      FloatVector v = load(x, i);
      FloatVector g = load(dy, i);
      FloatVector bent = v.fma(third, half).mul(g).blend(g, v.compare(GT, 3));
      store(dx, i, bent.blend(0, v.compare(LE, -3)));
    }
  }

  static void clamp(long in, long out, int count, float p, float q) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, limited(load(in, i), p, q));
    }
  }

  static void clampSlope(long dy, long x, long dx, int count, float p, float q) {
    for (int i = 0; i < count; i += LANES) {
      store(dx, i, inside(load(dy, i), load(x, i), p, q));
    }
  }

  static void elu(long in, long out, int count, float p, float q) {
    for (int i = 0; i < count; i += LANES) {
      long from = at(in, i);
      long to = at(out, i);
      FloatVector x = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, from, ORDER);
      Exponential.decayMinusOne(x)
          .mul(p)
          .blend(x, x.compare(GT, 0))
          .intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void eluSlope(long dy, long x, long dx, int count, float p, float q) {
    for (int i = 0; i < count; i += LANES) {
      long from = at(dy, i);
      long to = at(dx, i);
      FloatVector v = load(x, i);
      FloatVector e = Exponential.decay(v);
      FloatVector g = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, from, ORDER);
      e.mul(p).mul(g).blend(g, v.compare(GT, 0)).intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void mish(long in, long out, int count, float p, float q) {
    for (int i = 0; i < count; i += LANES) {
      long to = at(out, i);
      MishFunction.mish(load(in, i)).intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void mishSlope(long dy, long x, long dx, int count, float p, float q) {
    for (int i = 0; i < count; i += LANES) {
      long from = at(dy, i);
      long to = at(dx, i);
      FloatVector v = load(x, i);
      FloatVector u = Exponential.decay(v);
      MishFunction.mishSlope(v, u)
          .mul(FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, from, ORDER))
          .intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  private static FloatVector leaky(FloatVector x, float slope) {
    return leakyBy(x, x, slope);
  }

  private static FloatVector leakyBy(FloatVector y, FloatVector x, float slope) {
    return y.mul(slope).blend(y, x.compare(GT, 0));
  }

  private static FloatVector limited(FloatVector x, float low, float high) {
    return x.blend(low, x.compare(LT, low)).blend(high, x.compare(GT, high));
  }

  private static FloatVector inside(FloatVector dy, FloatVector x, float low, float high) {
    return dy.blend(0, x.compare(LT, low).or(x.compare(GT, high)));
  }
}
