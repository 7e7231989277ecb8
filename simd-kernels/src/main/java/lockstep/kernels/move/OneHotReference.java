package lockstep.kernels.move;

import lockstep.kernels.access.Floats;

/// What [OneHot] computes, element by element.
public final class OneHotReference {

  private OneHotReference() {}

  /// As [OneHot#run].
  public static void run(int count, int classes, long indices, long out) {
    for (int i = 0; i < count; i++) {
      for (int c = 0; c < classes; c++) {
        Floats.set(out + Sizes.bytes((long) i * classes + c), Indices.at(indices, i) == c ? 1 : 0);
      }
    }
  }
}
