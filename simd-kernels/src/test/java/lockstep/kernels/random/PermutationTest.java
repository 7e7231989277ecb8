package lockstep.kernels.random;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {

  private static final int GUARD_BITS = 0x7fc0_5afe;

  /// A call of the kernel or of its reference.
  @FunctionalInterface
  private interface Call {
    void write(long seed, long stream, long out, int n);
  }

  private static int[] run(Call call, long stream, int n) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(JAVA_INT, n + 2L);
      memory.setAtIndex(JAVA_INT, 0, GUARD_BITS);
      memory.setAtIndex(JAVA_INT, n + 1L, GUARD_BITS);
      call.write(99, stream, memory.address() + 4, n);
      assertThat(memory.getAtIndex(JAVA_INT, 0)).isEqualTo(GUARD_BITS);
      assertThat(memory.getAtIndex(JAVA_INT, n + 1L)).isEqualTo(GUARD_BITS);
      return memory.asSlice(4, 4L * n).toArray(JAVA_INT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 8, 9, 31, 33, 997, 1_024, 1_025, 10_007, 100_003})
  void it_is_a_permutation_and_that_of_the_reference(int n) {
    int[] found = run(Permutation::fill, 5, n);

    assertThat(found).containsExactly(run(PermutationReference::fill, 5, n));
    assertThat(IntStream.of(found).sorted().toArray())
        .containsExactly(IntStream.range(0, n).toArray());
  }

  @Test
  void shuffling_applies_the_same_permutation() {
    int[] items = IntStream.range(0, 2_000).map(i -> 7 * i + 3).toArray();
    int[] expected =
        IntStream.of(run(Permutation::fill, 5, items.length)).map(i -> items[i]).toArray();

    Permutation.shuffle(99, 5, items);

    assertThat(items).containsExactly(expected);
  }

  @Test
  void another_stream_is_another_permutation() {
    assertThat(run(Permutation::fill, 5, 1_000)).isNotEqualTo(run(Permutation::fill, 6, 1_000));
  }

  @Test
  void all_24_orders_of_4_are_equally_likely() {
    int streams = 48_000;
    Map<List<Integer>, Integer> counts = new HashMap<>();
    for (int stream = 0; stream < streams; stream++) {
      counts.merge(
          IntStream.of(run(Permutation::fill, stream, 4)).boxed().toList(), 1, Integer::sum);
    }
    double expected = streams / 24.0;
    assertThat(counts).hasSize(24);
    assertThat(counts.values())
        .allSatisfy(count ->
            assertThat((double) count)
                .isCloseTo(expected, within(5 * Math.sqrt(expected * 23 / 24))));
  }

  @Test
  void every_number_is_as_likely_at_every_place() {
    int n = 50;
    int streams = 20_000;
    int[][] counts = new int[n][n];
    for (int stream = 0; stream < streams; stream++) {
      int[] found = run(Permutation::fill, stream, n);
      for (int i = 0; i < n; i++) {
        counts[i][found[i]]++;
      }
    }
    double expected = (double) streams / n;
    double chi = 0;
    for (int[] row : counts) {
      for (int count : row) {
        chi += (count - expected) * (count - expected) / expected;
      }
    }
    int degrees = (n - 1) * (n - 1);
    assertThat(chi).isCloseTo(degrees, within(5 * Math.sqrt(2.0 * degrees)));
  }

  @Test
  void a_word_that_would_be_biased_is_drawn_again_from_its_own_index() {
    int bound = 3 << 29; // 2³² mod bound is 2³⁰: every fourth word is rejected
    int redrawn = Permutation.bounded(1, 2, 17, Philox.word(1, 2, 17 + (1L << 32)), bound);

    assertThat(Permutation.bounded(1, 2, 17, 0, bound)).isEqualTo(redrawn);
    assertThat(Permutation.bounded(1, 2, 17, 1 << 30, bound))
        .as("the product is 3·2⁵⁹, whose lower half is 0: rejected too")
        .isEqualTo(redrawn);
    assertThat(Permutation.bounded(1, 2, 17, -1, bound)).isEqualTo(bound - 1);
  }
}
