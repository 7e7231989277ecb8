package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import lockstep.testing.Seeded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Single products against {@link ProductReference}. This is not a test of OpenBLAS but of what we
/// hand to it; its kernels for small, odd and large sizes are other code, hence the shapes.
@ExtendWith(Seeded.class)
class SgemmTest {

  private static final float[] FACTORS = {0, 1, -0.5f, 2};

  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void close() {
    arena.close();
  }

  record Product(int m, int n, int k, Transpose transA, Transpose transB) {
    @Override
    public String toString() {
      return "%d×%d×%d %s·%s"
          .formatted(
              m, n, k, transA == Transpose.NO ? "A" : "Aᵀ", transB == Transpose.NO ? "B" : "Bᵀ");
    }

    /// Storage of A with `padding` floats between its rows; likewise B and C.
    GuardedFloats a(Arena arena, int padding) {
      return stored(arena, m, k, transA, padding);
    }

    GuardedFloats b(Arena arena, int padding) {
      return stored(arena, k, n, transB, padding);
    }

    GuardedFloats c(Arena arena, int padding) {
      return GuardedFloats.matrix(arena, m, n, n + padding);
    }

    private static GuardedFloats stored(
        Arena arena, int rows, int columns, Transpose transpose, int padding) {
      return transpose == Transpose.NO
          ? GuardedFloats.matrix(arena, rows, columns, columns + padding)
          : GuardedFloats.matrix(arena, columns, rows, rows + padding);
    }

    void run(
        OpenBlas blas, float alpha, GuardedFloats a, GuardedFloats b, float beta, GuardedFloats c) {
      blas.sgemm(
          transA,
          transB,
          m,
          n,
          k,
          alpha,
          a.segment(),
          a.leading(),
          b.segment(),
          b.leading(),
          beta,
          c.segment(),
          c.leading());
    }

    ProductReference reference(float alpha, GuardedFloats a, GuardedFloats b, float beta) {
      return new ProductReference(transA, transB, k, alpha, a, b, beta);
    }
  }

  static Stream<Product> products() {
    int[][] shapes = {
      {1, 1, 1},
      {1, 2, 3},
      {2, 1, 7},
      {3, 3, 2},
      {7, 8, 9},
      {8, 8, 8},
      {9, 7, 8},
      {1, 65, 17},
      {65, 1, 16},
      {16, 16, 1},
      {16, 17, 31},
      {17, 16, 64},
      {31, 31, 31},
      {31, 9, 65},
      {64, 64, 64},
      {65, 64, 63},
      {64, 65, 2},
      {3, 64, 16},
      {2, 31, 64},
      {65, 65, 65},
    };
    return Arrays.stream(shapes)
        .flatMap(shape ->
            Arrays.stream(Transpose.values())
                .flatMap(transA ->
                    Arrays.stream(Transpose.values())
                        .map(transB -> new Product(shape[0], shape[1], shape[2], transA, transB))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("products")
  void a_product_is_within_its_error_bound_and_writes_nothing_else(
      Product product, SplittableRandom random) {
    OpenBlas blas = Loaded.openBlas();
    for (float alpha : FACTORS) {
      for (float beta : FACTORS) {
        // Three different distances, so that none can stand in for another.
        int padding = alpha == 1 ? 0 : 1;
        GuardedFloats a = product.a(arena, padding).fill(random);
        GuardedFloats b = product.b(arena, 3 * padding).fill(random);
        GuardedFloats c = product.c(arena, 5 * padding).fill(random);
        GuardedFloats before = c.copy(arena);

        product.run(blas, alpha, a, b, beta, c);

        product.reference(alpha, a, b, beta).check(before, c);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("products")
  void a_nan_in_the_result_does_not_count_when_beta_is_zero(
      Product product, SplittableRandom random) {
    GuardedFloats a = product.a(arena, 1).fill(random);
    GuardedFloats b = product.b(arena, 2).fill(random);
    GuardedFloats c = product.c(arena, 3).fill(Float.NaN);
    GuardedFloats before = c.copy(arena);

    product.run(Loaded.openBlas(), 1, a, b, 0, c);

    product.reference(1, a, b, 0).check(before, c);
  }

  @Test
  void a_product_computed_by_hand() {
    GuardedFloats a = GuardedFloats.matrix(arena, 2, 3, 3).set(1, -2, 3, -4, 5, 6);
    GuardedFloats b =
        GuardedFloats.matrix(arena, 3, 4, 4).set(1, 0, -1, 2, 2, 1, 0, -1, -3, 1, 4, 0);
    GuardedFloats c = GuardedFloats.matrix(arena, 2, 4, 4).set(1, 1, 1, 1, -1, -1, -1, -1);

    Loaded.openBlas()
        .sgemm(
            Transpose.NO,
            Transpose.NO,
            2,
            4,
            3,
            2,
            a.segment(),
            3,
            b.segment(),
            4,
            10,
            c.segment(),
            4);

    // A·B is -12 1 11 4 / -12 11 28 -13.
    assertThat(c.values()).containsExactly(-14, 12, 32, 18, -34, 12, 46, -36);
  }

  @Test
  void an_empty_sum_leaves_c_times_beta(SplittableRandom random) {
    for (float beta : FACTORS) {
      GuardedFloats c = GuardedFloats.matrix(arena, 5, 7, 9).fill(random);
      GuardedFloats before = c.copy(arena);
      var product = new Product(5, 7, 0, Transpose.NO, Transpose.NO);
      GuardedFloats a = GuardedFloats.matrix(arena, 5, 0, 1);
      GuardedFloats b = GuardedFloats.matrix(arena, 0, 7, 7);

      product.run(Loaded.openBlas(), 1, a, b, beta, c);

      product.reference(1, a, b, beta).check(before, c);
    }
  }

  @Test
  void a_result_without_elements_is_left_alone() {
    OpenBlas blas = Loaded.openBlas();
    GuardedFloats operand = GuardedFloats.matrix(arena, 4, 4, 4).fill(-1);
    GuardedFloats c = GuardedFloats.matrix(arena, 4, 4, 4).fill(-3);
    MemorySegment all = operand.segment();
    Transpose no = Transpose.NO;

    blas.sgemm(no, no, 0, 4, 4, 1, all, 4, all, 4, 0, c.segment(), 4);
    blas.sgemm(no, no, 4, 0, 4, 1, all, 4, all, 4, 0, c.segment(), 4);
    blas.sgemmStrided(no, no, 4, 4, 4, 1, all, 4, 0, all, 4, 0, 0, c.segment(), 4, 16, 0);

    assertThat(c.values()).containsOnly(-3);
    c.assertGuardsIntact();
  }
}
