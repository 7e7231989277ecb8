package lockstep.kernels.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import lockstep.kernels.ForkedJvm;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The product against its reference, to the bit.
class GemmTest {

  private static final Parallel ALONE = Parallel.of(1, Parallel.Idle.SLEEP);

  /// Awkward sizes: 1, the tiles' ± 1, primes, and enough depth to cross blocks.
  static Stream<GemmShape> shapes() {
    int[][] sizes = {
      {1, 1, 1},
      {1, 17, 5},
      {17, 1, 5},
      {5, 15, 3},
      {6, 16, 8},
      {7, 17, 9},
      {13, 31, 1},
      {14, 32, 64},
      {15, 33, 7},
      {12, 48, 257},
      {29, 37, 521},
      {61, 401, 13},
      {3, 1031, 2},
      {257, 3, 19},
      {64, 10, 96},
      {77, 35, 140},
      {50, 13, 33},
      {45, 16, 410},
      {40, 9, 1024},
      {29, 403, 21},
      // The last panel overhangs, with eight lanes.
      {70, 109, 40},
      {9, 61, 20},
      // The last band overhangs by a row, with tiles of 13 rows and of 5.
      {51, 277, 40},
      {34, 277, 40},
      {69, 109, 40},
      // All blocks of depth in one go, under a last panel of one vector.
      {130, 133, 1030},
      // Panels enough that each of few threads packs its own.
      {130, 293, 450},
      // Groups of rows enough that a transposed A is copied several at once.
      {430, 133, 30}
    };
    return Stream.of(sizes)
        .flatMap(s ->
            Stream.of(0, 1, 2, 3)
                .map(t -> GemmShape.dense(s[0], s[1], s[2], (t & 1) != 0, (t & 2) != 0)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void it_equals_the_reference(GemmShape shape) {
    for (Blocks blocks : blocks()) {
      new Product(shape, 1).expect(blocks, ALONE, 1, 0);
    }
  }

  /// This machine's, both sets of tiles, and blocks so small that every product crosses them.
  static List<Blocks> blocks() {
    int panel = 2 * Lanes.COUNT;
    return List.of(
        Blocks.HERE,
        new Blocks(Blocks.Registers.SIXTEEN, 16, panel, 20),
        new Blocks(Blocks.Registers.THIRTY_TWO, 5, 3 * panel, 1));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 0", "-0.5, 0", "2, 1", "0, 1", "0, 0", "0, -3", "1.5, -0.25", "1, 2"})
  void factors_count(float alpha, float beta) {
    for (Blocks blocks : blocks()) {
      new Product(GemmShape.dense(19, 35, 23, false, true), 2).expect(blocks, ALONE, alpha, beta);
      new Product(GemmShape.dense(6, 16, 300, true, false), 3).expect(blocks, ALONE, alpha, beta);
      new Product(GemmShape.dense(4, 5, 0, false, false), 4).expect(blocks, ALONE, alpha, beta);
    }
    // Two shares of lines; each ends with three, fewer than are taken at once.
    new Product(GemmShape.dense(1, 718, 701, false, true), 10)
        .expect(Blocks.HERE, ALONE, alpha, beta);
  }

  @Test
  void rows_may_lie_apart() {
    for (int t = 0; t < 4; t++) {
      var shape = new GemmShape(20, 40, 30, (t & 1) != 0, (t & 2) != 0, 47, 53, 61);
      new Product(shape, 5).expect(Blocks.HERE, ALONE, 1, 1);
    }
  }

  @Test
  void many_short_lines_of_b_are_fetched_ahead() {
    var shape = new GemmShape(17, 5_255, 400, false, true, 400, 403, 5_260);
    new Product(shape, 8).expect(Blocks.HERE, ALONE, 1.5f, 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void the_number_of_threads_changes_no_bit(int threads) {
    var pool = Parallel.of(threads, Parallel.Idle.SPIN);
    for (GemmShape shape : shapes().toList()) {
      new Product(shape, 6).expect(Blocks.HERE, pool, 1, 1);
    }
  }

  @Test
  void infinities_and_nans_come_out_as_the_reference_says() {
    var product = new Product(GemmShape.dense(9, 20, 11, false, false), 7);
    product.a.set(3, Float.NaN);
    product.a.set(40, Float.POSITIVE_INFINITY);
    product.b.set(25, -0f);
    product.b.set(70, Float.NEGATIVE_INFINITY);
    product.expect(Blocks.HERE, ALONE, 1, 0);
    product.expect(Blocks.HERE, ALONE, 1, 1);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void empty_products_touch_nothing(Blocks blocks) {
    new Product(GemmShape.dense(0, 5, 3, false, false), 8).expect(blocks, ALONE, 1, 0);
    new Product(GemmShape.dense(5, 0, 3, false, false), 9).expect(blocks, ALONE, 1, 0);
  }

  @Test
  void the_width_of_vectors_changes_no_bit() throws Exception {
    String here = ProductChecksum.ofAll();
    for (String bits : List.of("128", "256", "512")) {
      List<String> lines =
          ForkedJvm.lines(
              ProductChecksum.class,
              "--add-modules=jdk.incubator.vector",
              "--enable-native-access=ALL-UNNAMED",
              "-Dlockstep.lanes.bits=" + bits);
      assertThat(lines).as(bits + " bits").contains(here);
    }
  }

  @Test
  void a_senseless_shape_is_refused_by_name() {
    assertThatThrownBy(() -> GemmShape.dense(-1, 2, 3, false, false))
        .hasMessage("m: expected 0 or more, got -1.");
    assertThatThrownBy(() -> new GemmShape(2, 3, 4, false, false, 3, 3, 3))
        .hasMessage("lda: expected at least the 4 columns of a stored row, got 3.");
    assertThatThrownBy(() -> new GemmShape(2, 3, 4, false, true, 4, 3, 3))
        .hasMessage("ldb: expected at least the 4 columns of a stored row, got 3.");
  }
}
