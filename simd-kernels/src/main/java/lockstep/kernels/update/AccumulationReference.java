package lockstep.kernels.update;

import lockstep.kernels.access.Floats;

/// What [Accumulation] computes, one element at a time: the specification, and the tail of its
/// loop.
public final class AccumulationReference {

  private AccumulationReference() {}

  /// As [Accumulation#run], of `count` elements.
  public static void run(int count, long sum, long gradient) {

    for (int i = 0; i < count; i++) {
      long at = (long) i * Float.BYTES;
      Floats.set(sum + at, Floats.get(sum + at) + Floats.get(gradient + at));
    }
  }
}
