package lockstep.blas;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.UnaryOperator;

/// What can be wrong with a segment: given one that is just right, makes one that is not.
record Fault(String words, UnaryOperator<MemorySegment> spoil) {

  /// Faults of every segment argument.
  static List<Fault> ofReadable() {
    return List.of(
        new Fault("null", _ -> missing()),
        new Fault("heap", good -> MemorySegment.ofArray(new float[floats(good)])),
        new Fault("closed", Fault::closed),
        new Fault("another thread's", Fault::foreign),
        new Fault("one float too small", good -> good.asSlice(0, good.byteSize() - Float.BYTES)),
        new Fault("one byte too small", good -> good.asSlice(0, good.byteSize() - 1)),
        new Fault(
            "misaligned",
            good ->
                Arena.ofAuto().allocate(good.byteSize() + Float.BYTES).asSlice(1, good.byteSize())),
        new Fault("empty", good -> good.asSlice(0, 0)));
  }

  /// Faults of an argument for the result.
  static List<Fault> ofWritable() {
    return List.of(new Fault("read-only", MemorySegment::asReadOnly));
  }

  private static int floats(MemorySegment segment) {
    return (int) (segment.byteSize() / Float.BYTES);
  }

  private static MemorySegment closed(MemorySegment good) {
    try (Arena arena = Arena.ofConfined()) {
      return arena.allocate(good.byteSize(), Float.BYTES);
    }
  }

  private static MemorySegment foreign(MemorySegment good) {
    var segment = new MemorySegment[1];
    // Left open on purpose: only its own thread could close it, and a closed one is another fault.
    var thread =
        new Thread(() -> segment[0] = Arena.ofConfined().allocate(good.byteSize(), Float.BYTES));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return segment[0];
  }

  /// The null that callers without a null checker can pass.
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  static <T> T missing() {
    return null;
  }
}
