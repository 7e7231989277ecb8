package lockstep.kernels.map;

import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// The step of which polynomials are made.
final class Horner {

  private Horner() {}

  /// `sum·x + coefficient` in one rounding.
  static FloatVector step(FloatVector sum, FloatVector x, float coefficient) {
    return sum.fma(x, FloatVector.broadcast(Lanes.FLOAT, coefficient));
  }

  /// A vector of one number.
  static FloatVector all(float value) {
    return FloatVector.broadcast(Lanes.FLOAT, value);
  }
}
