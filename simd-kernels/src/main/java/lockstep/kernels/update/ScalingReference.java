package lockstep.kernels.update;

import lockstep.kernels.access.Floats;

/// What [Scaling] computes, one element at a time: the specification, and the tail of its loop.
public final class ScalingReference {

  private ScalingReference() {}

  /// As [Scaling#run], of `count` elements.
  public static void run(int count, float factor, long gradient) {

    for (int i = 0; i < count; i++) {
      long at = (long) i * Float.BYTES;
      Floats.set(gradient + at, Floats.get(gradient + at) * factor);
    }
  }
}
