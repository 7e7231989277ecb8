package lockstep.kernels.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Products with an epilogue, and batches of them, against their reference to the bit.
class EpilogueTest {

  private static final Parallel TWO = Parallel.of(2, Parallel.Idle.SLEEP);

  /// One shape for each way through the room, and each with all ways to finish.
  static Stream<GemmShape> shapes() {
    return Stream.of(
        GemmShape.dense(40, 70, 33, false, false),
        GemmShape.dense(130, 117, 410, true, true),
        GemmShape.dense(64, 10, 30, false, true),
        GemmShape.dense(50, 37, 30, true, false),
        GemmShape.dense(20, 45, 50, true, false),
        // The last panel overhangs, with eight lanes; so does the last band of the first.
        GemmShape.dense(69, 109, 40, false, true),
        GemmShape.dense(9, 61, 20, false, false),
        GemmShape.dense(1, 130, 37, false, true),
        GemmShape.dense(1, 600, 37, false, false),
        GemmShape.dense(77, 1, 41, false, false),
        GemmShape.dense(5, 7, 0, false, false),
        new GemmShape(30, 50, 20, false, false, 23, 61, 57));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void it_equals_the_reference(GemmShape shape) {
    for (Epilogue.Bias bias : Epilogue.Bias.values()) {
      for (Epilogue.Residual residual : Epilogue.Residual.values()) {
        for (Activation activation : Activation.values()) {
          expect(shape, new Epilogue(bias, residual, activation), Blocks.HERE);
        }
      }
    }
  }

  /// This machine's blocks may be deeper than all of these products.
  @ParameterizedTest
  @MethodSource("shapes")
  void it_waits_for_the_last_block_of_depth(GemmShape shape) {
    for (Blocks blocks : GemmTest.blocks()) {
      expect(shape, Epilogue.of(Epilogue.Bias.PER_COLUMN, Activation.RELU), blocks);
    }
  }

  private static void expect(GemmShape shape, Epilogue epilogue, Blocks blocks) {
    var a = random((shape.transA() ? shape.k() : shape.m()) * shape.lda(), 1);
    var b = random((shape.transB() ? shape.n() : shape.k()) * shape.ldb(), 2);
    var bias = random(Math.max(shape.m(), shape.n()), 3);
    var residual = random(shape.m() * shape.ldc(), 4);
    var expected = random(shape.m() * shape.ldc(), 5);
    var found = random(shape.m() * shape.ldc(), 5);
    GemmReference.run(
        shape,
        epilogue,
        a.address(),
        b.address(),
        bias.address(),
        residual.address(),
        expected.address());
    var gemm = new Gemm(shape, Batch.ONE, epilogue, blocks);
    var scratch = Guarded.unwritten((int) (gemm.scratchBytes(2) / Float.BYTES), 0);
    gemm.runFused(
        TWO,
        a.address(),
        b.address(),
        bias.address(),
        residual.address(),
        found.address(),
        scratch.address());
    scratch.floats();
    assertThat(found.bits()).as("%s %s", shape, epilogue).isEqualTo(expected.bits());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_batch_is_its_products(GemmShape shape) {
    int count = 5;
    var batch = Batch.dense(count, shape);
    var a = random((int) batch.strideA() * count, 6);
    var b = random((int) batch.strideB() * count, 7);
    var expected = random((int) batch.strideC() * count, 8);
    var found = random((int) batch.strideC() * count, 8);
    for (int i = 0; i < count; i++) {
      GemmReference.run(
          shape,
          -0.75f,
          a.address() + i * batch.aBytes(),
          b.address() + i * batch.bBytes(),
          1,
          expected.address() + i * batch.cBytes());
    }
    var gemm = Gemm.of(shape, batch, Epilogue.NONE);
    var scratch = Guarded.unwritten((int) (gemm.scratchBytes(2) / Float.BYTES), 0);
    gemm.run(TWO, -0.75f, a.address(), b.address(), 1, found.address(), scratch.address());
    scratch.floats();
    assertThat(found.bits()).as("%s", shape).isEqualTo(expected.bits());
  }

  @Test
  void a_batch_may_share_an_operand() {
    var shape = GemmShape.dense(9, 40, 17, false, false);
    var batch = new Batch(3, 9 * 17, 0, 9 * 40);
    var a = random(3 * 9 * 17, 9);
    var b = random(17 * 40, 10);
    var expected = Guarded.unwritten(3 * 9 * 40, 0);
    var found = Guarded.unwritten(3 * 9 * 40, 0);
    for (int i = 0; i < 3; i++) {
      GemmReference.run(
          shape,
          1,
          a.address() + i * batch.aBytes(),
          b.address(),
          0,
          expected.address() + i * batch.cBytes());
    }
    var gemm = Gemm.of(shape, batch, Epilogue.NONE);
    var scratch = Guarded.unwritten((int) (gemm.scratchBytes(2) / Float.BYTES), 0);
    gemm.run(TWO, 1, a.address(), b.address(), 0, found.address(), scratch.address());
    assertThat(found.bits()).isEqualTo(expected.bits());
  }

  @Test
  void a_batch_without_room_for_its_results_is_refused() {
    assertThatThrownBy(() -> new Batch(2, 1, 1, 0))
        .hasMessage("strides: expected 0 or more, and more than 0 for C; got 1, 1, 0.");
    assertThatThrownBy(() -> new Batch(-1, 1, 1, 1))
        .hasMessage("count: expected 0 or more, got -1.");
  }

  private static Guarded random(int count, long seed) {
    var random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return Guarded.of(numbers);
  }
}
