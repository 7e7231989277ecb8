package lockstep.kernels.reduce;

import lockstep.kernels.access.Floats;

/// Floats by their index from an address.
final class Scalars {

  private Scalars() {}

  static float get(long address, long index) {
    return Floats.get(address + index * Float.BYTES);
  }

  static void set(long address, long index, float value) {
    Floats.set(address + index * Float.BYTES, value);
  }
}
