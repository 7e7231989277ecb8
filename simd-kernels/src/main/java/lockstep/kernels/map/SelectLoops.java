package lockstep.kernels.map;

import static jdk.incubator.vector.VectorOperators.NE;
import static lockstep.kernels.map.Access.load;
import static lockstep.kernels.map.Access.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;
import lockstep.kernels.access.Floats;

/// The loops of [Select] over one row. The letters of a name tell of condition, a and b whether
/// each is a vector (V) or one number (N).
final class SelectLoops {

  private static final int LANES = Lanes.COUNT;

  private SelectLoops() {}

  static void vvv(long condition, long a, long b, long out, int count) {
    int i = 0;
    for (; i < count - count % LANES; i += LANES) {
      store(out, i, pick(load(condition, i), load(a, i), load(b, i)));
    }
    if (i < count) {
      VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
      store(
          out, i, pick(load(condition, i, inside), load(a, i, inside), load(b, i, inside)), inside);
    }
  }

  static void vvn(long condition, long a, long b, long out, int count) {
    FloatVector y = Floats.broadcast(b);
    int i = 0;
    for (; i < count - count % LANES; i += LANES) {
      store(out, i, pick(load(condition, i), load(a, i), y));
    }
    if (i < count) {
      VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
      store(out, i, pick(load(condition, i, inside), load(a, i, inside), y), inside);
    }
  }

  static void vnv(long condition, long a, long b, long out, int count) {
    FloatVector x = Floats.broadcast(a);
    int i = 0;
    for (; i < count - count % LANES; i += LANES) {
      store(out, i, pick(load(condition, i), x, load(b, i)));
    }
    if (i < count) {
      VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
      store(out, i, pick(load(condition, i, inside), x, load(b, i, inside)), inside);
    }
  }

  static void vnn(long condition, long a, long b, long out, int count) {
    FloatVector x = Floats.broadcast(a);
    FloatVector y = Floats.broadcast(b);
    int i = 0;
    for (; i < count - count % LANES; i += LANES) {
      store(out, i, pick(load(condition, i), x, y));
    }
    if (i < count) {
      VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
      store(out, i, pick(load(condition, i, inside), x, y), inside);
    }
  }

  static void nvv(long condition, long a, long b, long out, int count) {
    FloatVector c = Floats.broadcast(condition);
    int i = 0;
    for (; i < count - count % LANES; i += LANES) {
      store(out, i, pick(c, load(a, i), load(b, i)));
    }
    if (i < count) {
      VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
      store(out, i, pick(c, load(a, i, inside), load(b, i, inside)), inside);
    }
  }

  static void nvn(long condition, long a, long b, long out, int count) {
    FloatVector c = Floats.broadcast(condition);
    FloatVector y = Floats.broadcast(b);
    int i = 0;
    for (; i < count - count % LANES; i += LANES) {
      store(out, i, pick(c, load(a, i), y));
    }
    if (i < count) {
      VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
      store(out, i, pick(c, load(a, i, inside), y), inside);
    }
  }

  static void nnv(long condition, long a, long b, long out, int count) {
    FloatVector c = Floats.broadcast(condition);
    FloatVector x = Floats.broadcast(a);
    int i = 0;
    for (; i < count - count % LANES; i += LANES) {
      store(out, i, pick(c, x, load(b, i)));
    }
    if (i < count) {
      VectorMask<Float> inside = Lanes.FLOAT.indexInRange(i, count);
      store(out, i, pick(c, x, load(b, i, inside)), inside);
    }
  }

  private static FloatVector pick(FloatVector condition, FloatVector a, FloatVector b) {
    return b.blend(a, condition.compare(NE, 0));
  }
}
