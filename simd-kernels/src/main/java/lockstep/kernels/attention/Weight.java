package lockstep.kernels.attention;

import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.map.Exponential;

/// `eˣ`, but 0 below −87: beside the largest weight of a softmax, 1, the subnormal numbers that
/// come there count nothing, and processors are slow at them and at underflow. Every hidden key
/// would pay for that.
final class Weight {

  private static final float LEAST = -87;

  private Weight() {}

  static float of(float x) {
    return x < LEAST ? 0 : Exponential.exp(x);
  }

  static FloatVector of(FloatVector x) {
    var nothing = x.compare(LT, LEAST);
    return Exponential.expOnOnePath(x.blend(0, nothing)).blend(0, nothing);
  }
}
