package lockstep.kernels.map;

import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import lockstep.kernels.Lanes;

/// The vector loops of [Unary] whose bodies are long: one vector an iteration, as there is enough
/// to overlap. `count` is a multiple of the lanes.
final class HeavyLoops {

  private static final int LANES = Lanes.COUNT;

  private HeavyLoops() {}

  static void exp(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, Exponential.exp(load(in, i)));
    }
  }

  static void sigmoid(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, Exponential.sigmoid(load(in, i)));
    }
  }

  static void silu(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, Exponential.silu(load(in, i)));
    }
  }

  static void tanh(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, Hyperbolic.tanh(load(in, i)));
    }
  }

  static void log(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, Logarithm.log(load(in, i)));
    }
  }

  static void softplus(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, Logarithm.softplus(load(in, i)));
    }
  }

  static void erf(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, ErrorFunction.erf(load(in, i)));
    }
  }

  static void gelu(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, ErrorFunction.gelu(load(in, i)));
    }
  }

  static void sin(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, Trigonometric.sin(load(in, i)));
    }
  }

  static void cos(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, Trigonometric.cos(load(in, i)));
    }
  }
}
