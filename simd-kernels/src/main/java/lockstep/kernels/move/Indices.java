package lockstep.kernels.move;

/// Indices in memory, as 32-bit integers. Kernels do not check them: who binds them can, here.
public final class Indices {

  private Indices() {}

  /// {@return the place of the first index that is not from 0 to `rows` − 1, or −1 if there is
  /// none}
  public static int firstOutside(long indices, int count, int rows) {
    for (int i = 0; i < count; i++) {
      int index = at(indices, i);
      if (index < 0 || index >= rows) {
        return i;
      }
    }
    return -1;
  }

  static int at(long indices, int i) {
    return Words.get(indices + (long) i * Integer.BYTES);
  }
}
