package lockstep.kernels.softmax;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;
import static lockstep.kernels.access.Sixteen.PARTS;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import lockstep.kernels.Lanes;
import lockstep.kernels.map.Exponential;

/// The loops of [ExpLoops] over the whole sixteens of a row: `count` is a multiple of 16.
///
/// The accumulators of the parts take turns: one body serves all widths, where one for each part
/// would have too many nodes. A sum starts with a zero made anew: with a constant, C2 would box
/// every later value of it.
final class WholeExpLoops {

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final int COUNT = Lanes.COUNT;
  private static final VectorShuffle<Float> BY_8 = rotation(8);
  private static final VectorShuffle<Float> BY_4 = rotation(4);
  private static final VectorShuffle<Float> BY_2 = rotation(2);
  private static final VectorShuffle<Float> BY_1 = rotation(1);

  private WholeExpLoops() {}

  static float storeAndSum(long in, long out, float max, int count) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOAT, max);
    FloatVector p0 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p1 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p2 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p3 = FloatVector.zero(Lanes.FLOAT);
    for (int i = 0; i < count; i += COUNT) {
      long to = at(out, i);
      FloatVector e =
          Exponential.exp(
              FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, at(in, i), ORDER).sub(m));
      e.intoMemorySegment(SEGMENT, to, ORDER);
      FloatVector p = e.add(p0);
      p0 = PARTS > 1 ? p1 : p;
      p1 = PARTS > 2 ? p2 : p;
      p2 = p3;
      p3 = p;
    }
    // The tree of Sixteen, spelled out: its method would not be inlined after so many nodes.
    FloatVector v =
        PARTS == 1
            ? p0.rearrange(BY_8).add(p0)
            : PARTS == 2 ? p0.add(p1) : p0.add(p2).add(p1.add(p3));
    if (PARTS <= 2) {
      v = v.rearrange(BY_4).add(v);
    }
    v = v.rearrange(BY_2).add(v);
    v = v.rearrange(BY_1).add(v);
    return v.lane(0);
  }

  static float sum(long in, float max, int count) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOAT, max);
    FloatVector p0 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p1 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p2 = FloatVector.zero(Lanes.FLOAT);
    FloatVector p3 = FloatVector.zero(Lanes.FLOAT);
    for (int i = 0; i < count; i += COUNT) {
      FloatVector e =
          Exponential.exp(
              FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, at(in, i), ORDER).sub(m));
      FloatVector p = e.add(p0);
      p0 = PARTS > 1 ? p1 : p;
      p1 = PARTS > 2 ? p2 : p;
      p2 = p3;
      p3 = p;
    }
    // The tree of Sixteen, spelled out: its method would not be inlined after so many nodes.
    FloatVector v =
        PARTS == 1
            ? p0.rearrange(BY_8).add(p0)
            : PARTS == 2 ? p0.add(p1) : p0.add(p2).add(p1.add(p3));
    if (PARTS <= 2) {
      v = v.rearrange(BY_4).add(v);
    }
    v = v.rearrange(BY_2).add(v);
    v = v.rearrange(BY_1).add(v);
    return v.lane(0);
  }

  static void scale(long in, long out, float max, float factor, float offset, int count) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOAT, max);
    FloatVector f = FloatVector.broadcast(Lanes.FLOAT, factor);
    FloatVector o = FloatVector.broadcast(Lanes.FLOAT, offset);
    for (int i = 0; i < count; i += COUNT) {
      long to = at(out, i);
      Exponential.exp(FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, at(in, i), ORDER).sub(m))
          .fma(f, o)
          .intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  static void join(
      long in, long other, long out, float max, float factor, float weight, int count) {
    FloatVector m = FloatVector.broadcast(Lanes.FLOAT, max);
    FloatVector f = FloatVector.broadcast(Lanes.FLOAT, factor);
    FloatVector w = FloatVector.broadcast(Lanes.FLOAT, weight);
    for (int i = 0; i < count; i += COUNT) {
      long to = at(out, i);
      FloatVector o = FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, at(other, i), ORDER);
      FloatVector e =
          Exponential.exp(
                  FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, at(in, i), ORDER).sub(m))
              .mul(f);
      o.fma(w, e).intoMemorySegment(SEGMENT, to, ORDER);
    }
  }

  private static VectorShuffle<Float> rotation(int by) {
    return VectorShuffle.fromOp(Lanes.FLOAT, l -> (l + by) % COUNT);
  }

  private static long at(long address, int index) {
    return (address + (long) index * Float.BYTES) & ADDRESS_MASK;
  }
}
