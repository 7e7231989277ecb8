package lockstep.kernels.access;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import lockstep.kernels.Lanes;

/// Floats at raw addresses, one or a vector at a time.
///
/// The methods named `…At` want an address that went through {@link #masked(long)}, plus at most a
/// small constant: a pointer is masked once and then used at many offsets, which spares two
/// instructions an access.
public final class Floats {

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private Floats() {}

  /// {@return `address` in the form that proves to C2 that it lies inside all memory}
  public static long masked(long address) {
    return address & ADDRESS_MASK;
  }

  /// {@return the float at `address`}
  public static float get(long address) {
    return SEGMENT.get(FLOAT, address & ADDRESS_MASK);
  }

  /// Writes the float at `address`.
  public static void set(long address, float value) {
    SEGMENT.set(FLOAT, address & ADDRESS_MASK, value);
  }

  /// {@return the vector at `address`}
  public static FloatVector load(long address) {
    return loadAt(address & ADDRESS_MASK);
  }

  /// Writes the vector at `address`.
  public static void store(long address, FloatVector vector) {
    vector.intoMemorySegment(SEGMENT, address & ADDRESS_MASK, ORDER);
  }

  /// {@return the vector at a masked address}
  public static FloatVector loadAt(long masked) {
    return FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, masked, ORDER);
  }

  /// {@return the float at a masked address, in every lane}
  public static FloatVector broadcastAt(long masked) {
    return FloatVector.broadcast(Lanes.FLOAT, SEGMENT.get(FLOAT, masked));
  }
}
