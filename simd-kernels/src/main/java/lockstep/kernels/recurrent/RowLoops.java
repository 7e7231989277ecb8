package lockstep.kernels.recurrent;

import static jdk.incubator.vector.VectorOperators.GT;
import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Floats.get;
import static lockstep.kernels.access.Floats.load;
import static lockstep.kernels.access.Floats.set;
import static lockstep.kernels.access.Floats.store;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// Short passes over one row, which stays in the first-level cache from pass to pass.
///
/// A step is several of them because sigmoid and tanh are long: two in one loop are more nodes than
/// C2 inlines.
final class RowLoops {

  private static final int LANES = Lanes.COUNT;

  private RowLoops() {}

  static void copy(long in, long out, int count) {
    MemorySegment.copy(
        SEGMENT, in & ADDRESS_MASK, SEGMENT, out & ADDRESS_MASK, (long) count * Float.BYTES);
  }

  static void zero(long out, int count) {
    FloatVector zero = FloatVector.zero(Lanes.FLOAT);
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      store(at(out, i), zero);
    }
    for (; i < count; i++) {
      set(at(out, i), 0);
    }
  }

  /// `out = a + b`.
  static void add(long a, long b, long out, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      store(at(out, i), load(at(a, i)).add(load(at(b, i))));
    }
    for (; i < count; i++) {
      set(at(out, i), get(at(a, i)) + get(at(b, i)));
    }
  }

  /// `out = (a + b) + c`.
  static void add(long a, long b, long c, long out, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      store(at(out, i), load(at(a, i)).add(load(at(b, i))).add(load(at(c, i))));
    }
    for (; i < count; i++) {
      set(at(out, i), get(at(a, i)) + get(at(b, i)) + get(at(c, i)));
    }
  }

  /// `out = (a + b) + (c + d)`.
  static void add(long a, long b, long c, long d, long out, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector first = load(at(a, i)).add(load(at(b, i)));
      store(at(out, i), first.add(load(at(c, i)).add(load(at(d, i)))));
    }
    for (; i < count; i++) {
      set(at(out, i), (get(at(a, i)) + get(at(b, i))) + (get(at(c, i)) + get(at(d, i))));
    }
  }

  /// Adds a float of `b` to each line of two vectors of `a`.
  static void addEach(long a, long b, int lines) {
    long line = a;
    for (int i = 0; i < lines; i++, line += 2L * LANES * Float.BYTES) {
      FloatVector each = FloatVector.broadcast(Lanes.FLOAT, get(at(b, i)));
      store(line, load(line).add(each));
      store(at(line, LANES), load(at(line, LANES)).add(each));
    }
  }

  /// `out = a · b`.
  static void multiply(long a, long b, long out, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      store(at(out, i), load(at(a, i)).mul(load(at(b, i))));
    }
    for (; i < count; i++) {
      set(at(out, i), get(at(a, i)) * get(at(b, i)));
    }
  }

  /// `out = d` where h is greater than 0, else 0.
  static void reluGradient(long d, long h, long out, int count) {
    FloatVector zero = FloatVector.zero(Lanes.FLOAT);
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector y = load(at(h, i));
      store(at(out, i), zero.blend(load(at(d, i)), y.compare(GT, 0)));
    }
    for (; i < count; i++) {
      set(at(out, i), get(at(h, i)) > 0 ? get(at(d, i)) : 0);
    }
  }

  /// `out = d · (1 − h²)`.
  static void tanhGradient(long d, long h, long out, int count) {
    FloatVector one = FloatVector.broadcast(Lanes.FLOAT, 1);
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector y = load(at(h, i));
      store(at(out, i), load(at(d, i)).mul(one.sub(y.mul(y))));
    }
    for (; i < count; i++) {
      float y = get(at(h, i));
      set(at(out, i), get(at(d, i)) * (1 - y * y));
    }
  }

  static long at(long address, int index) {
    return address + (long) index * Float.BYTES;
  }
}
