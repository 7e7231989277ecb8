package lockstep.kernels;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Floats outside the heap with guard words before and after them, `offset` floats off a 64-byte
/// boundary. The memory lives as long as this object, and at least until the test ends.
public final class Guarded {

  private static final int GUARD = 0x7FC0_BEEF;
  private static final int GUARDS = 64;

  private final MemorySegment memory;
  private final int start;
  private final int count;

  private Guarded(int count, int offset) {
    this.count = count;
    start = GUARDS + offset;
    long bytes = (count + offset + 2L * GUARDS) * Float.BYTES;
    memory = GuardedMemory.hold(Arena.ofAuto().allocate(bytes, 64));
    for (long i = 0; i < memory.byteSize() / Float.BYTES; i++) {
      memory.setAtIndex(JAVA_INT, i, GUARD);
    }
  }

  /// {@return `count` floats, all of them the guards' NaN, so that what is never written shows}
  public static Guarded unwritten(int count, int offset) {
    return new Guarded(count, offset);
  }

  /// {@return a copy of `values`}
  public static Guarded of(float[] values, int offset) {
    var guarded = new Guarded(values.length, offset);
    for (int i = 0; i < values.length; i++) {
      guarded.memory.setAtIndex(JAVA_FLOAT, guarded.start + (long) i, values[i]);
    }
    return guarded;
  }

  /// {@return a copy of `values`, on a 64-byte boundary}
  public static Guarded of(float... values) {
    return of(values, 0);
  }

  /// {@return a copy of `values`, which take the places of floats}
  public static Guarded ofInts(int... values) {
    var guarded = new Guarded(values.length, 0);
    for (int i = 0; i < values.length; i++) {
      guarded.memory.setAtIndex(JAVA_INT, guarded.start + (long) i, values[i]);
    }
    return guarded;
  }

  /// {@return the address of the first float}
  public long address() {
    return memory.address() + (long) start * Float.BYTES;
  }

  /// {@return the floats, after a look at the guards}
  public float[] floats() {
    check();
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = memory.getAtIndex(JAVA_FLOAT, start + (long) i);
    }
    return floats;
  }

  /// {@return the bits of the floats, every NaN as one pattern, after a look at the guards}
  public int[] bits() {
    float[] floats = floats();
    int[] bits = new int[count];
    for (int i = 0; i < count; i++) {
      bits[i] = Float.floatToIntBits(floats[i]);
    }
    return bits;
  }

  /// {@return the words as ints, after a look at the guards}
  public int[] ints() {
    check();
    int[] ints = new int[count];
    for (int i = 0; i < count; i++) {
      ints[i] = memory.getAtIndex(JAVA_INT, start + (long) i);
    }
    return ints;
  }

  private void check() {
    for (int i = 0; i < memory.byteSize() / Float.BYTES; i++) {
      if (i < start || i >= start + count) {
        assertThat(memory.getAtIndex(JAVA_INT, i))
            .as("guard word at %d of %d floats", i - start, count)
            .isEqualTo(GUARD);
      }
    }
  }
}
