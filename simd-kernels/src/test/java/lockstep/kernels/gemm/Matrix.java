package lockstep.kernels.gemm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import lockstep.kernels.GuardedMemory;

/// Floats outside the heap between guard words, which a kernel must leave alone.
final class Matrix {

  private static final int GUARDS = 64;
  private static final int GUARD_BITS = 0x7FC0_BEEF;

  private final MemorySegment memory;
  private final int floats;

  Matrix(int floats) {
    this.floats = floats;
    long bytes = (floats + 2L * GUARDS) * Float.BYTES;
    memory = GuardedMemory.hold(Arena.ofAuto().allocate(bytes, 64));
    for (int i = 0; i < floats + 2 * GUARDS; i++) {
      memory.setAtIndex(ValueLayout.JAVA_INT, i, GUARD_BITS);
    }
  }

  static Matrix random(int floats, long seed) {
    var matrix = new Matrix(floats);
    var random = new Random(seed);
    for (int i = 0; i < floats; i++) {
      matrix.set(i, random.nextFloat() * 2 - 1);
    }
    return matrix;
  }

  long address() {
    return memory.address() + (long) GUARDS * Float.BYTES;
  }

  void set(int index, float value) {
    memory.setAtIndex(ValueLayout.JAVA_FLOAT, GUARDS + (long) index, value);
  }

  Matrix copy() {
    var copy = new Matrix(floats);
    copy.memory.copyFrom(memory);
    return copy;
  }

  /// Everything, guards too, as bits; one pattern stands for all NaNs, whose payload no rule of
  /// ours fixes.
  int[] bits() {
    int[] bits = new int[floats + 2 * GUARDS];
    for (int i = 0; i < bits.length; i++) {
      int raw = memory.getAtIndex(ValueLayout.JAVA_INT, i);
      boolean guard = i < GUARDS || i >= GUARDS + floats;
      bits[i] = !guard && Float.isNaN(Float.intBitsToFloat(raw)) ? 0x7FC0_0000 : raw;
    }
    return bits;
  }
}
