package lockstep.kernels.map;

import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.map.Access.ORDER;
import static lockstep.kernels.map.Access.at;
import static lockstep.kernels.map.Access.load;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// The vector loops of [Unary] whose bodies are long: one vector an iteration, as there is enough
/// to overlap. `count` is a multiple of the lanes.
///
/// After a long body C2 has made so many nodes that it inlines no further method of ours, and would
/// box the vector to call one: hence the address comes first and the store is the JDK's own method,
/// which is inlined always.
final class HeavyLoops {

  private static final int LANES = Lanes.COUNT;

  private HeavyLoops() {}

  static void exp(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      long to = at(out, i);
      Exponential.exp(load(in, i)).intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void sigmoid(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      long to = at(out, i);
      Exponential.sigmoid(load(in, i)).intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void silu(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      long to = at(out, i);
      Exponential.silu(load(in, i)).intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void tanh(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      long to = at(out, i);
      Hyperbolic.tanh(load(in, i)).intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void log(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      long to = at(out, i);
      Logarithm.log(load(in, i)).intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void softplus(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      long to = at(out, i);
      Logarithm.softplus(load(in, i)).intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void erf(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      long to = at(out, i);
      ErrorFunction.erf(load(in, i)).intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void gelu(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      long to = at(out, i);
      FloatVector x = load(in, i);
      boolean near = ErrorFunction.isNear(x);
      FloatVector a = near ? x.abs() : ErrorFunction.limited(x);
      FloatVector y = ErrorFunction.positive(x);
      FloatVector z = a.mul(a);
      FloatVector t = ErrorFunction.exponent(z);
      FloatVector tail = ErrorFunction.tail(a, z, ErrorFunction.bell(a, z, t));
      y.sub(Exponential.scale(tail, t, near)).intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void sin(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      long to = at(out, i);
      Trigonometric.sin(load(in, i)).intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void cos(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      long to = at(out, i);
      Trigonometric.cos(load(in, i)).intoMemorySegment(SEGMENT, to, ORDER);
    }
  }
}
