package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import lockstep.kernels.ForkedJvm;
import lockstep.kernels.Lanes;
import lockstep.testing.Seeded;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every kernel of the room keeps: the bits of its reference, nothing around them touched, and
/// the same bits however a tensor is cut and however wide the vectors are.
class RandomContractTest {

  private static final long SEED = 0x1234_5678_9abc_def0L;
  private static final long STREAM = 0xfedc_ba98_7654_3210L;

  private static final int GUARD = 64;
  private static final int GUARD_BITS = 0x7fc0_5afe;

  static Stream<Arguments> cases() {
    int lanes = Lanes.COUNT;
    int[] sizes = {
      0, 1, 2, 3, lanes - 1, lanes, lanes + 1, 8 * lanes - 1, 8 * lanes + 5, 997, 10_007
    };
    return Arrays.stream(Kernel.values())
        .flatMap(kernel ->
            IntStream.of(sizes)
                .boxed()
                .flatMap(
                    size -> firstIndexes().mapToObj(first -> Arguments.of(kernel, size, first))));
  }

  /// Block boundaries and not, chunk boundaries, the carry into the block number's upper half (at
  /// index 2³⁴), and far beyond it.
  private static LongStream firstIndexes() {
    return LongStream.of(0, 1, 2, 3, 1021, (1L << 34) - 77, (1L << 34) - 16, (1L << 62) + 5);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_bits_are_those_of_the_reference_and_nothing_else_is_written(
      Kernel kernel, int size, long first) {
    int[] expected = run(kernel.reference, first, size, 0);
    for (int offset = 0; offset < 3; offset++) {
      assertThat(run(kernel.vector, first, size, offset))
          .as("%d floats off alignment", offset)
          .containsExactly(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  @ExtendWith(Seeded.class)
  void a_tensor_cut_anywhere_has_the_same_bits(Kernel kernel, SplittableRandom random) {
    int size = 3_001;
    long first = 12_345;
    int[] whole = run(kernel.vector, first, size, 0);
    for (int trial = 0; trial < 300; trial++) {
      int cut = trial < 100 ? trial : random.nextInt(size + 1);
      int second = random.nextInt(cut, size + 1);

      int[] parts =
          run(
              (seed, stream, from, out, _) -> {
                // Last part first: order must not matter either.
                kernel.vector.write(seed, stream, from + second, out + 4L * second, size - second);
                kernel.vector.write(seed, stream, from, out, cut);
                kernel.vector.write(seed, stream, from + cut, out + 4L * cut, second - cut);
              },
              first,
              size,
              1);

      assertThat(parts).as("cut at %d and %d", cut, second).containsExactly(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void the_bits_are_the_same_for_any_width(int bits) throws Exception {
    String[] expected =
        Arrays.stream(Kernel.values())
            .map(kernel -> kernel + " " + Arrays.hashCode(run(kernel.reference, 9, SMALL, 0)))
            .toArray(String[]::new);

    assertThat(
            ForkedJvm.lines(
                PrintHashes.class,
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + Lanes.PROPERTY + "=" + bits))
        .contains(expected)
        .contains("bits " + bits);
  }

  /// Every path of the kernels, and soon done without hardware for the width.
  private static final int SMALL = 1_501;

  /// A process with a forced width.
  static final class PrintHashes {
    private PrintHashes() {}

    static void main() {
      System.out.println("bits " + Lanes.BITS);
      for (Kernel kernel : Kernel.values()) {
        System.out.println(kernel + " " + Arrays.hashCode(run(kernel.vector, 9, SMALL, 0)));
      }
    }
  }

  /// Runs a call on guarded memory, `offset` floats off alignment, and checks the guards.
  private static int[] run(Kernel.Call call, long first, int size, int offset) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate((size + offset + 2L * GUARD) * Float.BYTES, 64);
      for (long i = 0; i < memory.byteSize() / Float.BYTES; i++) {
        memory.setAtIndex(JAVA_INT, i, GUARD_BITS);
      }
      int start = GUARD + offset;
      call.write(SEED, STREAM, first, memory.address() + 4L * start, size);
      int[] all = memory.toArray(JAVA_INT);
      for (int i = 0; i < all.length; i++) {
        if ((i < start || i >= start + size) && all[i] != GUARD_BITS) {
          throw new AssertionError("guard " + (i - start) + " of " + size + " was overwritten.");
        }
      }
      return Arrays.copyOfRange(all, start, start + size);
    }
  }
}
