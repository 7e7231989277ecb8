package lockstep.kernels.map;

import static jdk.incubator.vector.VectorOperators.F2I;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.NE;
import static lockstep.kernels.map.Access.load;
import static lockstep.kernels.map.Access.store;

import java.lang.invoke.MethodHandle;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;

/// The vector loops of [CastMap]. `count` is a multiple of the lanes. Integers are loaded and
/// stored as the floats of their bits.
final class CastLoops {

  private static final int LANES = Lanes.COUNT;
  private static final FloatVector ONE = FloatVector.broadcast(Lanes.FLOAT, 1);

  private CastLoops() {}

  static MethodHandle of(Cast cast) {
    return Loops.find(CastLoops.class, cast.name(), Loops.UNARY);
  }

  static void floatToInt(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      IntVector n = (IntVector) load(in, i).convert(F2I, 0);
      store(out, i, n.reinterpretAsFloats());
    }
  }

  static void intToFloat(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, (FloatVector) load(in, i).reinterpretAsInts().convert(I2F, 0));
    }
  }

  static void floatToMask(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      store(out, i, FloatVector.zero(Lanes.FLOAT).blend(ONE, load(in, i).compare(NE, 0)));
    }
  }

  static void intToMask(long in, long out, int count) {
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> truth = load(in, i).reinterpretAsInts().compare(NE, 0).cast(Lanes.FLOAT);
      store(out, i, FloatVector.zero(Lanes.FLOAT).blend(ONE, truth));
    }
  }
}
