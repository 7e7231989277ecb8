package lockstep.kernels.update;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.store;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// The vector loops of [Update], one for each rule. `count` is a multiple of the lanes.
final class UpdateLoops {

  private static final int LANES = Lanes.COUNT;

  private UpdateLoops() {}

  static void sgd(Factors factors, long p, long g, long unused1, long unused2, int count) {
    FloatVector scale = all(factors.scale);
    FloatVector decay = all(factors.decay);
    FloatVector rate = all(factors.rate);
    for (int i = 0; i < count; i += LANES) {
      long at = (long) i * Float.BYTES;
      FloatVector x = load(p + at);
      FloatVector d = x.fma(decay, load(g + at).mul(scale));
      store(p + at, d.fma(rate, x));
    }
  }

  static void momentum(Factors factors, long p, long g, long v, long unused, int count) {
    FloatVector scale = all(factors.scale);
    FloatVector decay = all(factors.decay);
    FloatVector first = all(factors.first);
    FloatVector firstNew = all(factors.firstNew);
    FloatVector rate = all(factors.rate);
    for (int i = 0; i < count; i += LANES) {
      long at = (long) i * Float.BYTES;
      FloatVector x = load(p + at);
      FloatVector d = x.fma(decay, load(g + at).mul(scale));
      FloatVector velocity = lasting(load(v + at).fma(first, d.mul(firstNew)));
      store(v + at, velocity);
      store(p + at, velocity.fma(rate, x));
    }
  }

  static void nesterov(Factors factors, long p, long g, long v, long unused, int count) {
    FloatVector scale = all(factors.scale);
    FloatVector decay = all(factors.decay);
    FloatVector first = all(factors.first);
    FloatVector rate = all(factors.rate);
    for (int i = 0; i < count; i += LANES) {
      long at = (long) i * Float.BYTES;
      FloatVector x = load(p + at);
      FloatVector d = x.fma(decay, load(g + at).mul(scale));
      FloatVector velocity = lasting(load(v + at).fma(first, d));
      store(v + at, velocity);
      store(p + at, velocity.fma(first, d).fma(rate, x));
    }
  }

  static void adam(Factors factors, long p, long g, long m, long v, int count) {
    FloatVector scale = all(factors.scale);
    FloatVector decay = all(factors.decay);
    FloatVector kept = all(factors.kept);
    FloatVector first = all(factors.first);
    FloatVector firstNew = all(factors.firstNew);
    FloatVector second = all(factors.second);
    FloatVector secondNew = all(factors.secondNew);
    FloatVector root = all(factors.root);
    FloatVector epsilon = all(factors.epsilon);
    FloatVector rate = all(factors.rate);
    for (int i = 0; i < count; i += LANES) {
      long at = (long) i * Float.BYTES;
      FloatVector x = load(p + at);
      FloatVector d = x.fma(decay, load(g + at).mul(scale));
      FloatVector mean = lasting(load(m + at).fma(first, d.mul(firstNew)));
      FloatVector square = lasting(load(v + at).fma(second, d.mul(d).mul(secondNew)));
      store(m + at, mean);
      store(v + at, square);
      FloatVector step = mean.div(square.sqrt().fma(root, epsilon));
      store(p + at, step.fma(rate, x.mul(kept)));
    }
  }

  static void rmsProp(Factors factors, long p, long g, long s, long unused, int count) {
    FloatVector scale = all(factors.scale);
    FloatVector decay = all(factors.decay);
    FloatVector second = all(factors.second);
    FloatVector secondNew = all(factors.secondNew);
    FloatVector epsilon = all(factors.epsilon);
    FloatVector rate = all(factors.rate);
    for (int i = 0; i < count; i += LANES) {
      long at = (long) i * Float.BYTES;
      FloatVector x = load(p + at);
      FloatVector d = x.fma(decay, load(g + at).mul(scale));
      FloatVector square = lasting(load(s + at).fma(second, d.mul(d).mul(secondNew)));
      store(s + at, square);
      store(p + at, d.div(square.sqrt().add(epsilon)).fma(rate, x));
    }
  }

  static void rmsPropWithMomentum(Factors factors, long p, long g, long s, long b, int count) {
    FloatVector scale = all(factors.scale);
    FloatVector decay = all(factors.decay);
    FloatVector first = all(factors.first);
    FloatVector second = all(factors.second);
    FloatVector secondNew = all(factors.secondNew);
    FloatVector epsilon = all(factors.epsilon);
    FloatVector rate = all(factors.rate);
    for (int i = 0; i < count; i += LANES) {
      long at = (long) i * Float.BYTES;
      FloatVector x = load(p + at);
      FloatVector d = x.fma(decay, load(g + at).mul(scale));
      FloatVector square = lasting(load(s + at).fma(second, d.mul(d).mul(secondNew)));
      store(s + at, square);
      FloatVector buffer = lasting(load(b + at).fma(first, d.div(square.sqrt().add(epsilon))));
      store(b + at, buffer);
      store(p + at, buffer.fma(rate, x));
    }
  }

  static void lion(Factors factors, long p, long g, long m, long unused, int count) {
    FloatVector scale = all(factors.scale);
    FloatVector kept = all(factors.kept);
    FloatVector first = all(factors.first);
    FloatVector firstNew = all(factors.firstNew);
    FloatVector second = all(factors.second);
    FloatVector secondNew = all(factors.secondNew);
    FloatVector rate = all(factors.rate);
    for (int i = 0; i < count; i += LANES) {
      long at = (long) i * Float.BYTES;
      FloatVector d = load(g + at).mul(scale);
      FloatVector mean = load(m + at);
      FloatVector u = mean.fma(first, d.mul(firstNew));
      FloatVector sign = u.blend(1, u.compare(GT, 0)).blend(-1, u.compare(LT, 0));
      store(m + at, lasting(mean.fma(second, d.mul(secondNew))));
      store(p + at, sign.fma(rate, load(p + at).mul(kept)));
    }
  }

  /// [UpdateReference#lasting(float)] of each.
  private static FloatVector lasting(FloatVector state) {
    return state.blend(0, state.abs().compare(LT, Float.MIN_NORMAL));
  }

  private static FloatVector all(float value) {
    return FloatVector.broadcast(Lanes.FLOAT, value);
  }
}
