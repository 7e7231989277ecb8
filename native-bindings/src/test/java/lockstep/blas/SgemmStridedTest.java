package lockstep.blas;

import java.lang.foreign.Arena;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import lockstep.testing.Seeded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Batches, by the library's own function for them and by our loop: older releases of OpenBLAS lack
/// the function, and newer ones crash in it.
@ExtendWith(Seeded.class)
class SgemmStridedTest {

  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void close() {
    arena.close();
  }

  /// Who goes through the batch.
  enum By {
    /// Whoever {@link NativeLoader} chose.
    CHOICE,
    LIBRARY,
    LOOP;

    OpenBlas blas() {
      return switch (this) {
        case CHOICE -> Loaded.openBlas();
        case LIBRARY -> Loaded.openBlas(true);
        case LOOP -> Loaded.openBlas(false);
      };
    }
  }

  /// @param sharedA whether every product reads the same A (stride 0); likewise `sharedB`
  record Batch(
      By by,
      int batch,
      int m,
      int n,
      int k,
      Transpose transA,
      Transpose transB,
      boolean sharedA,
      boolean sharedB) {
    @Override
    public String toString() {
      return "%s, %d of %d×%d×%d %s%s·%s%s"
          .formatted(
              by.name().toLowerCase(Locale.ROOT),
              batch,
              m,
              n,
              k,
              sharedA ? "same " : "",
              transA == Transpose.NO ? "A" : "Aᵀ",
              sharedB ? "same " : "",
              transB == Transpose.NO ? "B" : "Bᵀ");
    }

    GuardedFloats a(Arena arena) {
      return stored(arena, m, k, transA, sharedA, 1);
    }

    GuardedFloats b(Arena arena) {
      return stored(arena, k, n, transB, sharedB, 2);
    }

    GuardedFloats c(Arena arena) {
      return stored(arena, m, n, Transpose.NO, false, 3);
    }

    private GuardedFloats stored(
        Arena arena, int rows, int columns, Transpose transpose, boolean shared, int padding) {
      int storedRows = transpose == Transpose.NO ? rows : columns;
      int storedColumns = transpose == Transpose.NO ? columns : rows;
      int leading = Math.max(1, storedColumns + padding);
      int stride = shared ? 0 : storedRows * leading + padding;
      return GuardedFloats.batch(arena, batch, storedRows, storedColumns, leading, stride);
    }

    void run(GuardedFloats a, GuardedFloats b, float beta, GuardedFloats c) {
      by.blas()
          .sgemmStrided(
              transA,
              transB,
              m,
              n,
              k,
              -0.5f,
              a.segment(),
              a.leading(),
              a.stride(),
              b.segment(),
              b.leading(),
              b.stride(),
              beta,
              c.segment(),
              c.leading(),
              c.stride(),
              batch);
    }
  }

  static Stream<Batch> batches() {
    Transpose no = Transpose.NO;
    Transpose yes = Transpose.YES;
    // OpenBLAS up to 0.3.31 at least has a segmentation fault in its own function for products of
    // 100³ and less, so that one gets large products only; our choice must survive the small ones.
    Stream<Batch> large =
        Stream.of(By.values())
            .flatMap(by ->
                Stream.of(
                    new Batch(by, 2, 101, 103, 105, no, no, false, false),
                    new Batch(by, 3, 101, 103, 105, yes, no, true, false),
                    new Batch(by, 3, 101, 103, 105, no, yes, false, true)));
    Stream<Batch> small =
        Stream.of(By.CHOICE, By.LOOP)
            .flatMap(by ->
                Stream.of(
                    new Batch(by, 1, 7, 9, 8, no, no, false, false),
                    new Batch(by, 5, 1, 1, 1, no, no, false, false),
                    new Batch(by, 3, 7, 9, 8, no, no, false, false),
                    new Batch(by, 3, 7, 9, 8, yes, no, false, false),
                    new Batch(by, 3, 7, 9, 8, no, yes, false, false),
                    new Batch(by, 3, 7, 9, 8, yes, yes, false, false),
                    new Batch(by, 17, 16, 17, 31, no, no, true, false),
                    new Batch(by, 17, 16, 17, 31, no, yes, false, true),
                    new Batch(by, 2, 64, 65, 63, yes, no, true, true),
                    new Batch(by, 4, 3, 5, 0, no, no, false, false)));
    return Stream.concat(large, small);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("batches")
  void every_product_of_a_batch_is_within_its_error_bound(Batch batch, SplittableRandom random) {
    for (float beta : new float[] {0, 1, -0.5f}) {
      GuardedFloats a = batch.a(arena).fill(random);
      GuardedFloats b = batch.b(arena).fill(random);
      GuardedFloats c = batch.c(arena).fill(random);
      GuardedFloats before = c.copy(arena);

      batch.run(a, b, beta, c);

      new ProductReference(batch.transA(), batch.transB(), batch.k(), -0.5f, a, b, beta)
          .check(before, c);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("batches")
  void a_nan_in_a_result_of_a_batch_does_not_count_when_beta_is_zero(
      Batch batch, SplittableRandom random) {
    GuardedFloats a = batch.a(arena).fill(random);
    GuardedFloats b = batch.b(arena).fill(random);
    GuardedFloats c = batch.c(arena).fill(Float.NaN);
    GuardedFloats before = c.copy(arena);

    batch.run(a, b, 0, c);

    new ProductReference(batch.transA(), batch.transB(), batch.k(), -0.5f, a, b, 0)
        .check(before, c);
  }
}
