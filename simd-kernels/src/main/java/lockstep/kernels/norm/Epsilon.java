package lockstep.kernels.norm;

/// What is added to a variance before its root is taken.
final class Epsilon {

  private Epsilon() {}

  static float require(float epsilon) {
    if (epsilon >= 0 && epsilon < Float.POSITIVE_INFINITY) {
      return epsilon;
    }
    throw new IllegalArgumentException(
        "epsilon: expected 0 or more, got " + epsilon + ". 1e-5 is usual.");
  }
}
