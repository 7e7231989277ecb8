package lockstep.kernels.update;

import lockstep.kernels.access.Floats;

/// What [MovingAverage] computes, one element at a time: the specification, and the tail of its
/// loop.
public final class MovingAverageReference {

  private MovingAverageReference() {}

  /// As [MovingAverage#run], of `count` elements.
  public static void run(int count, double decay, long shadow, long parameter) {
    float kept = (float) decay;
    float taken = (float) (1 - decay);
    for (int i = 0; i < count; i++) {
      long at = (long) i * Float.BYTES;
      Floats.set(
          shadow + at, Math.fma(Floats.get(shadow + at), kept, Floats.get(parameter + at) * taken));
    }
  }
}
