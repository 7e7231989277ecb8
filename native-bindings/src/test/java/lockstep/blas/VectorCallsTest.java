package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import lockstep.testing.Seeded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// `sgemv`, `saxpy` and `sdot`. A vector with increment 3 is stored as a matrix of one column and
/// rows of 3, so that the one reference serves.
@ExtendWith(Seeded.class)
class VectorCallsTest {

  private final Arena arena = Arena.ofConfined();

  @AfterEach
  void close() {
    arena.close();
  }

  record MatrixVector(int m, int n, Transpose trans, int incx, int incy) {
    @Override
    public String toString() {
      return "%d×%d %s, increments %d and %d"
          .formatted(m, n, trans == Transpose.NO ? "A" : "Aᵀ", incx, incy);
    }

    int inner() {
      return trans == Transpose.NO ? n : m;
    }

    int outer() {
      return trans == Transpose.NO ? m : n;
    }

    void run(
        OpenBlas blas, float alpha, GuardedFloats a, GuardedFloats x, float beta, GuardedFloats y) {
      blas.sgemv(
          trans, m, n, alpha, a.segment(), a.leading(), x.segment(), incx, beta, y.segment(), incy);
    }
  }

  static Stream<MatrixVector> matrixVectors() {
    int[][] shapes = {{1, 1}, {2, 3}, {7, 9}, {8, 8}, {1, 17}, {17, 1}, {31, 65}, {64, 16}};
    return Stream.of(shapes)
        .flatMap(shape ->
            Stream.of(Transpose.values())
                .flatMap(trans ->
                    Stream.of(
                        new MatrixVector(shape[0], shape[1], trans, 1, 1),
                        new MatrixVector(shape[0], shape[1], trans, 3, 2))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("matrixVectors")
  void a_matrix_times_a_vector_is_within_its_error_bound(
      MatrixVector product, SplittableRandom random) {
    OpenBlas blas = Loaded.openBlas();
    for (float alpha : new float[] {0, 1, -0.5f, 2}) {
      for (float beta : new float[] {0, 1, -0.5f, 2}) {
        GuardedFloats a =
            GuardedFloats.matrix(arena, product.m, product.n, product.n + 2).fill(random);
        GuardedFloats x = GuardedFloats.vector(arena, product.inner(), product.incx).fill(random);
        GuardedFloats y = GuardedFloats.vector(arena, product.outer(), product.incy).fill(random);
        GuardedFloats before = y.copy(arena);

        product.run(blas, alpha, a, x, beta, y);

        new ProductReference(product.trans, Transpose.NO, product.inner(), alpha, a, x, beta)
            .check(before, y);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("matrixVectors")
  void a_nan_in_y_does_not_count_when_beta_is_zero(MatrixVector product, SplittableRandom random) {
    GuardedFloats a = GuardedFloats.matrix(arena, product.m, product.n, product.n).fill(random);
    GuardedFloats x = GuardedFloats.vector(arena, product.inner(), product.incx).fill(random);
    GuardedFloats y = GuardedFloats.vector(arena, product.outer(), product.incy).fill(Float.NaN);
    GuardedFloats before = y.copy(arena);

    product.run(Loaded.openBlas(), 1, a, x, 0, y);

    new ProductReference(product.trans, Transpose.NO, product.inner(), 1, a, x, 0).check(before, y);
  }

  @ParameterizedTest
  @CsvSource({"3, 0, NO", "0, 3, YES"})
  void a_matrix_without_elements_leaves_y_times_beta(int m, int n, Transpose trans) {
    OpenBlas blas = Loaded.openBlas();
    GuardedFloats none = GuardedFloats.matrix(arena, m, n, Math.max(1, n));
    GuardedFloats y = GuardedFloats.vector(arena, 3, 2).set(1, -2, 3);

    blas.sgemv(trans, m, n, 1, none.segment(), 3, none.segment(), 1, -0.5f, y.segment(), 2);
    assertThat(y.values()).containsExactly(-0.5f, 1, -1.5f);

    y.set(Float.NaN, 1, 2);
    blas.sgemv(trans, m, n, 1, none.segment(), 3, none.segment(), 1, 0, y.segment(), 2);
    assertThat(y.values()).containsExactly(0, 0, 0);
    y.assertGuardsIntact();
  }

  @ParameterizedTest(name = "{0} elements, increments {1} and {2}")
  @CsvSource({"1, 1, 1", "7, 1, 1", "64, 1, 1", "65, 1, 1", "65, 3, 1", "31, 1, 2", "17, 2, 3"})
  void saxpy_adds_a_multiple_and_writes_nothing_else(
      int n, int incx, int incy, SplittableRandom random) {
    for (float alpha : new float[] {0, 1, -0.5f, 2}) {
      GuardedFloats x = GuardedFloats.vector(arena, n, incx).fill(random);
      GuardedFloats y = GuardedFloats.vector(arena, n, incy).fill(random);
      GuardedFloats before = y.copy(arena);
      GuardedFloats one = GuardedFloats.matrix(arena, 1, 1, 1).fill(1);

      Loaded.openBlas().saxpy(n, alpha, x.segment(), incx, y.segment(), incy);

      // y + α·x is the product of the column x with the matrix 1.
      new ProductReference(Transpose.NO, Transpose.NO, 1, alpha, x, one, 1).check(before, y);
    }
  }

  @ParameterizedTest(name = "{0} elements, increments {1} and {2}")
  @CsvSource({"1, 1, 1", "7, 1, 1", "64, 1, 1", "65, 1, 1", "65, 3, 1", "31, 1, 2", "17, 2, 3"})
  void sdot_is_within_its_error_bound(int n, int incx, int incy, SplittableRandom random) {
    GuardedFloats x = GuardedFloats.vector(arena, n, incx).fill(random);
    GuardedFloats y = GuardedFloats.vector(arena, n, incy).fill(random);
    double expected = 0;
    double magnitude = 0;
    for (int i = 0; i < n; i++) {
      expected += (double) x.get(i) * y.get(i);
      magnitude += Math.abs((double) x.get(i) * y.get(i));
    }

    float dot = Loaded.openBlas().sdot(n, x.segment(), incx, y.segment(), incy);

    assertThat((double) dot).isCloseTo(expected, within((n + 1) * 0x1p-24 * magnitude));
  }

  @Test
  void no_elements_are_no_work() {
    OpenBlas blas = Loaded.openBlas();
    GuardedFloats x = GuardedFloats.vector(arena, 4, 1).set(1, -2, 3, -4);
    GuardedFloats y = GuardedFloats.vector(arena, 4, 1).set(5, -6, 7, -8);

    assertThat(blas.sdot(0, x.segment(), 1, y.segment(), 1)).isZero();
    blas.saxpy(0, 2, x.segment(), 1, y.segment(), 1);
    assertThat(y.values()).containsExactly(5, -6, 7, -8);
  }
}
