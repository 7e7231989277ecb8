package lockstep.jmh;

import java.lang.foreign.MemorySegment;

/// What benchmarks computed, beside what they should have.
final class Answers {

  private Answers() {}

  static void require(MemorySegment expected, MemorySegment found) {
    long different = expected.mismatch(found);
    if (different >= 0) {
      throw new IllegalStateException(
          "expected the bits of the reference, got others at byte " + different + ".");
    }
  }
}
