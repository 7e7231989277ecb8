package lockstep.cli.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import lockstep.kernels.random.Uniform;

/// Operands in raw memory, which live as long as their arena.
///
/// They are numbers of ordinary size: with subnormal ones, arithmetic is many times slower.
final class Numbers {

  private static final long ALIGNMENT = 64;

  private final Arena arena;
  private long stream;

  Numbers(Arena arena) {
    this.arena = arena;
  }

  /// {@return the address of `count` numbers from −4 to 4}
  long ordinary(int count) {
    return between(-4, 4, count);
  }

  /// {@return the address of `count` numbers of that range}
  long between(float low, float high, int count) {
    long address = zeros(count);
    Uniform.fill(1, stream++, 0, low, high, address, count);
    return address;
  }

  /// {@return the address of `count` zeros, or of room for as many floats}
  long zeros(int count) {
    return arena.allocate((long) count * Float.BYTES, ALIGNMENT).address();
  }

  /// {@return the address of `count` 32-bit integers from 0 to `rows` − 1}
  long indices(int rows, int count) {
    var random = new SplittableRandom(1);
    MemorySegment segment = arena.allocate((long) count * Integer.BYTES, ALIGNMENT);
    for (int i = 0; i < count; i++) {
      segment.setAtIndex(ValueLayout.JAVA_INT, i, random.nextInt(rows));
    }
    return segment.address();
  }
}
