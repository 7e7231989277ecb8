package lockstep.blas.memory;

import java.lang.foreign.MemorySegment;

/// All memory of the process as one constant segment, read and written at raw addresses.
///
/// A constant segment is the fastest form that C2 compiles. An address masked with {@link
/// #ADDRESS_MASK} is provably inside the segment, so every bounds check disappears — and with it
/// every protection: whoever passes an address here has range-checked it and keeps its owner
/// reachable for as long as it is used. Only kernels may, and only with addresses that a plan has
/// bound.
public final class AllMemory {

  /// The segment. Its base is address 0, so an offset into it is an address.
  public static final MemorySegment SEGMENT = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /// Leaves the 47 bits of a user-space address; `address & ADDRESS_MASK` proves to C2 that it lies
  /// inside {@link #SEGMENT}.
  public static final long ADDRESS_MASK = 0x7FFF_FFFF_FFFFL;

  static {
    // Until a segment of an array exists, C2 compiles kernels as if all segments were native, and
    // the first one, which the interpreter makes for a vector, had it compile all of them again.
    var _ = MemorySegment.ofArray(new byte[0]);
  }

  private AllMemory() {}
}
