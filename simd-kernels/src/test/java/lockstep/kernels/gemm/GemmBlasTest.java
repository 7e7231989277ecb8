package lockstep.kernels.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import lockstep.blas.Availability;
import lockstep.blas.OpenBlas;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// OpenBLAS's products against the reference, within what another order of summation may change.
class GemmBlasTest {

  private static final int ITEMS = 3;
  private static final int MORE_THAN_A_TRIAL = 120;

  private static final Parallel TWO = Parallel.of(2, Parallel.Idle.SLEEP);

  /// A slope that none of our activations exceeds.
  private static final double STEEPEST = 1.2;

  static Stream<GemmShape> shapes() {
    int[][] sizes = {
      {1, 1, 1}, {1, 130, 37}, {77, 1, 41}, {5, 7, 0}, {17, 31, 9}, {90, 101, 130}, {3, 700, 200}
    };
    return Stream.of(sizes)
        .flatMap(s ->
            Stream.of(0, 1, 2, 3)
                .map(t -> {
                  boolean ta = (t & 1) != 0;
                  boolean tb = (t & 2) != 0;
                  int lda = Math.max(1, ta ? s[0] : s[2]) + 3 * t;
                  int ldb = Math.max(1, tb ? s[2] : s[1]) + 2 * t;
                  return new GemmShape(s[0], s[1], s[2], ta, tb, lda, ldb, s[1] + 5 * t);
                }));
  }

  @Test
  void the_faster_of_two_is_right_before_and_after_it_is_found() {
    var shape = GemmShape.dense(33, 17, 29, false, true);
    var operands = new Operands(shape, Batch.ONE);
    var product =
        new GemmFaster(
            Gemm.of(shape, Batch.ONE, Epilogue.NONE),
            GemmBlas.of(blas(), shape, Batch.ONE, Epilogue.NONE));
    try (Arena arena = Arena.ofConfined()) {
      long scratch = arena.allocate(Math.max(64, product.scratchBytes(2)), 64).address();
      for (int i = 0; i < MORE_THAN_A_TRIAL; i++) {
        var expected = operands.c();
        var found = operands.c();
        GemmReference.run(
            shape, 1, operands.a.address(), operands.b.address(), 0, expected.address());
        product.run(
            TWO, 1, operands.a.address(), operands.b.address(), 0, found.address(), scratch);
        operands.expectClose(found, expected, 1, 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void it_is_close_to_the_reference(GemmShape shape) {
    var operands = new Operands(shape, Batch.ONE);
    float[][] factors = {{1, 0}, {-0.5f, 1}, {2, -3}, {0, 2}};
    for (float[] f : factors) {
      var expected = operands.c();
      var found = operands.c();
      GemmReference.run(
          shape, f[0], operands.a.address(), operands.b.address(), f[1], expected.address());
      GemmBlas.of(blas(), shape, Batch.ONE, Epilogue.NONE)
          .run(TWO, f[0], operands.a.address(), operands.b.address(), f[1], found.address(), 0);
      operands.expectClose(found, expected, Math.abs(f[0]), Math.abs(f[1]));
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void it_finishes_as_the_reference_does(GemmShape shape) {
    var operands = new Operands(shape, Batch.ONE);
    for (Epilogue.Bias bias : Epilogue.Bias.values()) {
      for (Epilogue.Residual residual : Epilogue.Residual.values()) {
        for (Activation activation : Activation.values()) {
          var epilogue = new Epilogue(bias, residual, activation);
          var expected = operands.c();
          var found = operands.c();
          var inPlace = operands.c();
          operands.reference(epilogue, operands.residual.address(), expected);
          var product = GemmBlas.of(blas(), shape, Batch.ONE, epilogue);
          operands.run(product, operands.residual.address(), found);
          operands.expectClose(found, expected, STEEPEST, 2 * STEEPEST);

          operands.reference(epilogue, operands.c().address(), expected);
          operands.run(product, inPlace.address(), inPlace);
          operands.expectClose(inPlace, expected, STEEPEST, 2 * STEEPEST);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_batch_is_its_products(GemmShape shape) {
    var batch = Batch.dense(ITEMS, shape);
    var operands = new Operands(shape, batch);
    var expected = operands.c();
    var found = operands.c();
    for (int i = 0; i < ITEMS; i++) {
      GemmReference.run(
          shape,
          1,
          operands.a.address() + i * batch.aBytes(),
          operands.b.address() + i * batch.bBytes(),
          1,
          expected.address() + i * batch.cBytes());
    }
    GemmBlas.of(blas(), shape, batch, Epilogue.NONE)
        .run(TWO, 1, operands.a.address(), operands.b.address(), 1, found.address(), 0);
    operands.expectClose(found, expected, 1, 1);
  }

  private static OpenBlas blas() {
    return switch (Availability.find()) {
      case Availability.Present(var blas, _) -> blas;
      case Availability.Absent absent -> abort(absent.sentence());
    };
  }

  /// Operands of a batch, and the largest error that they allow.
  private static final class Operands {
    final GemmShape shape;
    final Guarded a;
    final Guarded b;
    final Guarded bias;
    final Guarded residual;
    private final float[] numbersOfA;
    private final float[] numbersOfB;
    private final float[] numbersOfC;

    Operands(GemmShape shape, Batch batch) {
      this.shape = shape;
      int count = batch.count();
      numbersOfA = numbers(count * (shape.transA() ? shape.k() : shape.m()) * shape.lda(), 1);
      numbersOfB = numbers(count * (shape.transB() ? shape.n() : shape.k()) * shape.ldb(), 2);
      numbersOfC = numbers(count * shape.m() * shape.ldc(), 3);
      a = Guarded.of(numbersOfA);
      b = Guarded.of(numbersOfB);
      bias = Guarded.of(numbers(Math.max(shape.m(), shape.n()), 4));
      residual = Guarded.of(numbers(shape.m() * shape.ldc(), 5));
    }

    Guarded c() {
      return Guarded.of(numbersOfC);
    }

    void reference(Epilogue epilogue, long from, Guarded to) {
      GemmReference.run(
          shape, epilogue, a.address(), b.address(), bias.address(), from, to.address());
    }

    void run(GemmBlas product, long from, Guarded to) {
      product.runFused(TWO, a.address(), b.address(), bias.address(), from, to.address(), 0);
    }

    /// Sums in another order differ by 4·ε·√K·‖a‖·‖b‖ at most, for the longest line of A and of B;
    /// what is added to them by as many ε of its size.
    void expectClose(Guarded found, Guarded expected, double ofProduct, double ofOthers) {
      double longestA = longest(numbersOfA, shape.lda(), shape.transA());
      double longestB = longest(numbersOfB, shape.ldb(), !shape.transB());
      double epsilon = Math.ulp(1f);
      double bound =
          4 * epsilon * (ofProduct * Math.sqrt(shape.k()) * longestA * longestB + ofOthers * 4);
      float[] one = found.floats();
      float[] other = expected.floats();
      assertThat(one).hasSize(other.length);
      for (int i = 0; i < one.length; i++) {
        assertThat((double) one[i]).as("%s, %d", shape, i).isCloseTo(other[i], within(bound));
      }
    }

    private static org.assertj.core.data.Offset<Double> within(double bound) {
      return org.assertj.core.data.Offset.offset(bound);
    }

    /// {@return the largest norm of a line of depth: of stored columns, or of stored rows}
    private static double longest(float[] numbers, int leading, boolean columns) {
      double[] squares = new double[columns ? leading : numbers.length / leading + 1];
      for (int i = 0; i < numbers.length; i++) {
        squares[columns ? i % leading : i / leading] += (double) numbers[i] * numbers[i];
      }
      return Math.sqrt(Arrays.stream(squares).max().orElse(0));
    }

    private static float[] numbers(int count, long seed) {
      var random = new Random(seed);
      float[] numbers = new float[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = random.nextFloat() * 2 - 1;
      }
      return numbers;
    }
  }
}
