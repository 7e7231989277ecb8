package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lockstep.testing.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// The library as a whole; its calls have tests of their own.
@ExtendWith(Seeded.class)
class OpenBlasTest {

  @Test
  void it_names_its_release_its_processor_and_its_build() {
    OpenBlas blas = Loaded.openBlas();

    assertThat(blas.version()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(blas.core()).isNotBlank();
    assertThat(blas.config()).contains(blas.version()).isEqualTo(blas.config().strip());
  }

  @Test
  void the_release_is_the_second_word_of_the_build_or_all_of_it() {
    Loaded.openBlas(); // binds the functions that the constructor calls

    assertThat(new OpenBlas(" OpenBLAS 0.3.31  NO_LAPACKE ", false).version()).isEqualTo("0.3.31");
    assertThat(new OpenBlas("unknown", false).version()).isEqualTo("unknown");
  }

  @Test
  void it_uses_one_thread_until_told_otherwise() {
    OpenBlas blas = Loaded.openBlas();
    assertThat(blas.threads()).isEqualTo(1);
    // A library built for one thread stays at one.
    int most = blas.config().contains("SINGLE_THREADED") ? 1 : 2;
    try {
      blas.threads(2);
      assertThat(blas.threads()).isEqualTo(most);
    } finally {
      blas.threads(1);
    }
    assertThat(blas.threads()).isEqualTo(1);
  }

  @Test
  void no_threads_at_all_are_refused() {
    OpenBlas blas = Loaded.openBlas();

    assertThatThrownBy(() -> blas.threads(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("count: expected 1 or more, got 0.");
  }

  /// That calls of many threads do not disturb each other's results; how many are let in at once is
  /// {@link CallLimitTest}'s.
  @Test
  @Timeout(30)
  void two_hundred_threads_that_call_at_once_all_get_their_own_result(SplittableRandom random)
      throws Exception {
    OpenBlas blas = Loaded.openBlas();
    int threads = 200;
    int size = 128;
    try (Arena arena = Arena.ofShared();
        var pool = Executors.newFixedThreadPool(threads)) {
      GuardedFloats a = GuardedFloats.matrix(arena, size, size, size).fill(random);
      GuardedFloats b = GuardedFloats.matrix(arena, size, size, size).fill(random);
      var start = new CyclicBarrier(threads);
      var results = new ArrayList<Future<GuardedFloats>>();
      for (int i = 0; i < threads; i++) {
        // Of different sign and magnitude, so that no thread can have another one's result; powers
        // of two, so that they scale exactly.
        float alpha = Math.scalb(i % 2 == 0 ? 1f : -1f, i % 20);
        GuardedFloats c = GuardedFloats.matrix(arena, size, size, size).fill(Float.NaN);
        results.add(
            pool.submit(() -> {
              start.await();
              blas.sgemm(
                  Transpose.NO,
                  Transpose.NO,
                  size,
                  size,
                  size,
                  alpha,
                  a.segment(),
                  size,
                  b.segment(),
                  size,
                  0,
                  c.segment(),
                  size);
              return c;
            }));
      }

      GuardedFloats first = results.getFirst().get();
      new ProductReference(Transpose.NO, Transpose.NO, size, 1, a, b, 0).check(first, first);
      for (int i = 1; i < threads; i++) {
        float[] expected = first.values();
        for (int j = 0; j < expected.length; j++) {
          expected[j] = Math.scalb(i % 2 == 0 ? expected[j] : -expected[j], i % 20);
        }
        GuardedFloats result = results.get(i).get();
        assertThat(result.values()).as("result of thread %d", i).isEqualTo(expected);
        result.assertGuardsIntact();
      }
    }
  }
}
