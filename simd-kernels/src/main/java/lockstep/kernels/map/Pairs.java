package lockstep.kernels.map;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;

/// The functions of two vectors that are more than one instruction.
final class Pairs {

  private static final FloatVector ZERO = FloatVector.zero(Lanes.FLOAT);

  private Pairs() {}

  static FloatVector larger(FloatVector a, FloatVector b) {
    return b.blend(a, a.compare(GT, b).or(a.compare(NE, a)));
  }

  static FloatVector smaller(FloatVector a, FloatVector b) {
    return b.blend(a, a.compare(LT, b).or(a.compare(NE, a)));
  }

  static FloatVector one(VectorMask<Float> where) {
    return ZERO.blend(1, where);
  }
}
