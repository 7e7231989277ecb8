package lockstep.kernels.peak;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import lockstep.kernels.Lanes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryLoopTest {

  private static final long SEED = 20_261_121;

  /// Floats around what a loop may touch; a NaN in each, so that reading one shows too.
  private static final int GUARD = 32;

  private static final int GUARD_BITS = 0x7fc0_5afe;

  /// Rounds of four vectors; `offset` floats off the alignment of a vector.
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "1, 1", "2, 3", "7, 0", "64, 0", "64, 5"})
  void copy_copies_every_bit_and_nothing_around_it(int rounds, int offset) {
    int floats = 4 * Lanes.COUNT * rounds;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment source = guarded(arena, floats, offset);
      MemorySegment target = guarded(arena, floats, offset);
      var random = new Random(SEED);
      int[] bits = random.ints(floats).toArray(); // all kinds of NaN among them
      for (int i = 0; i < floats; i++) {
        source.setAtIndex(JAVA_INT, GUARD + offset + i, bits[i]);
      }

      long skipped = (long) (GUARD + offset) * Float.BYTES;
      MemoryLoop.copy(
          source.address() + skipped, target.address() + skipped, (long) floats * Float.BYTES);

      assertThat(target.mismatch(source)).as("first byte that differs").isEqualTo(-1);
      for (int i = 0; i < floats; i++) {
        assertThat(target.getAtIndex(JAVA_INT, GUARD + offset + i)).isEqualTo(bits[i]);
      }
      assertGuarded(source, floats, offset);
      assertGuarded(target, floats, offset);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "1, 1", "2, 3", "7, 0", "64, 0", "64, 5"})
  void read_sums_the_first_float_of_every_vector_and_reads_nothing_else(int rounds, int offset) {
    int floats = 4 * Lanes.COUNT * rounds;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = guarded(arena, floats, offset);
      var random = new Random(SEED);
      float expected = 0;
      for (int i = 0; i < floats; i++) {
        int value = random.nextInt(-1_000, 1_000); // sums of integers are exact in any order
        memory.setAtIndex(JAVA_FLOAT, GUARD + offset + i, value);
        expected += i % Lanes.COUNT == 0 ? value : 0;
      }

      float sum =
          MemoryLoop.read(
              memory.address() + (long) (GUARD + offset) * Float.BYTES,
              (long) floats * Float.BYTES);

      assertThat(sum).as("seed %d", SEED).isEqualTo(expected);
    }
  }

  private static MemorySegment guarded(Arena arena, int floats, int offset) {
    MemorySegment memory = arena.allocate((long) (floats + offset + 2 * GUARD) * Float.BYTES, 64);
    for (long i = 0; i < memory.byteSize() / Float.BYTES; i++) {
      memory.setAtIndex(JAVA_INT, i, GUARD_BITS);
    }
    return memory;
  }

  private static void assertGuarded(MemorySegment memory, int floats, int offset) {
    int start = GUARD + offset;
    int end = start + floats;
    for (int i = 0; i < end + GUARD; i++) {
      if (i < start || i >= end) {
        assertThat(memory.getAtIndex(JAVA_INT, i)).as("guard %d", i).isEqualTo(GUARD_BITS);
      }
    }
  }
}
