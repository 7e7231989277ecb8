package lockstep.kernels.access;

import static lockstep.blas.memory.AllMemory.ADDRESS_MASK;
import static lockstep.blas.memory.AllMemory.SEGMENT;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import lockstep.kernels.Lanes;

/// Floats at raw addresses, one or a vector at a time.
///
/// Every access masks its own address. Masking a pointer once and adding offsets spares
/// instructions, but leaves C2 free to load all operands of a tile at once, and the sums spill
/// (`jmh/lab`, 2).
public final class Floats {

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private Floats() {}

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
    return FloatVector.fromMemorySegment(Lanes.FLOAT, SEGMENT, address & ADDRESS_MASK, ORDER);
  }

  /// {@return the vector at `address` where `inside`, and 0 elsewhere; nothing else is read}
  public static FloatVector load(long address, VectorMask<Float> inside) {
    return FloatVector.fromMemorySegment(
        Lanes.FLOAT, SEGMENT, address & ADDRESS_MASK, ORDER, inside);
  }

  /// Writes the lanes `inside`, and nothing else.
  public static void store(long address, FloatVector vector, VectorMask<Float> inside) {
    vector.intoMemorySegment(SEGMENT, address & ADDRESS_MASK, ORDER, inside);
  }

  /// {@return the vector that begins at float `start` of those at `address`, with zeros for the floats
  /// at `count` and beyond, which are not read}
  public static FloatVector loadBefore(long address, int start, int count) {
    return FloatVector.fromMemorySegment(
        Lanes.FLOAT,
        SEGMENT,
        (address + (long) start * Float.BYTES) & ADDRESS_MASK,
        ORDER,
        Lanes.FLOAT.indexInRange(start, count));
  }

  /// Writes the vector at `address`.
  public static void store(long address, FloatVector vector) {
    vector.intoMemorySegment(SEGMENT, address & ADDRESS_MASK, ORDER);
  }

  /// Writes the vector that begins at float `start` of those at `address`, but no float at `count` or
  /// beyond.
  public static void storeBefore(long address, int start, int count, FloatVector vector) {
    vector.intoMemorySegment(
        SEGMENT,
        (address + (long) start * Float.BYTES) & ADDRESS_MASK,
        ORDER,
        Lanes.FLOAT.indexInRange(start, count));
  }

  /// {@return the float at `address`, in every lane}
  public static FloatVector broadcast(long address) {
    return FloatVector.broadcast(Lanes.FLOAT, get(address));
  }
}
