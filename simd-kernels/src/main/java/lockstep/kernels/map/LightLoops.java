package lockstep.kernels.map;

import static jdk.incubator.vector.VectorOperators.LE;
import static lockstep.kernels.map.Access.load;
import static lockstep.kernels.map.Access.store;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// The vector loops of [Unary] whose bodies are a few instructions. `count` is a multiple of the
/// lanes.
final class LightLoops {

  private static final int LANES = Lanes.COUNT;
  private static final FloatVector ONE = FloatVector.broadcast(Lanes.FLOAT, 1);

  private LightLoops() {}

  static void negate(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, load(in, i).neg());
    }
  }

  static void abs(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, load(in, i).abs());
    }
  }

  static void square(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, square(load(in, i)));
    }
  }

  static void sqrt(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, load(in, i).sqrt());
    }
  }

  static void reciprocal(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, ONE.div(load(in, i)));
    }
  }

  static void relu(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, relu(load(in, i)));
    }
  }

  private static FloatVector square(FloatVector x) {
    return x.mul(x);
  }

  private static FloatVector relu(FloatVector x) {
    return x.blend(0, x.compare(LE, 0));
  }
}
