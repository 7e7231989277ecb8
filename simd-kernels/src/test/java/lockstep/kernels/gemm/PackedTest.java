package lockstep.kernels.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Products with a right operand that was packed before: the same bits.
class PackedTest {

  private static final Parallel TWO = Parallel.of(2, Parallel.Idle.SLEEP);

  private static final Epilogue LAYER = Epilogue.of(Epilogue.Bias.PER_COLUMN, Activation.RELU);

  static Stream<GemmShape> shapes() {
    return GemmTest.shapes();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void it_equals_the_reference(GemmShape shape) {
    for (Blocks blocks : GemmTest.blocks()) {
      expect(shape, blocks);
    }
  }

  private static void expect(GemmShape shape, Blocks blocks) {
    var a = numbers(shape.m() * shape.k(), 1);
    var b = numbers(shape.k() * shape.n(), 2);
    var bias = numbers(shape.n(), 3);
    var expected = numbers(shape.m() * shape.n(), 4);
    GemmReference.run(
        shape, LAYER, a.address(), b.address(), bias.address(), bias.address(), expected.address());
    GemmReference.run(shape, 1, a.address(), b.address(), 1, expected.address());

    var found = numbers(shape.m() * shape.n(), 4);
    var gemm = new Gemm(shape, Batch.ONE, LAYER, blocks);
    var scratch = scratch(gemm.scratchBytes(2));
    var packed = scratch(gemm.packedBytes());
    gemm.pack(TWO, b.address(), packed.address());
    packed.floats();
    long right = gemm.packedBytes() == 0 ? b.address() : packed.address();
    gemm.runFusedPacked(
        TWO,
        a.address(),
        right,
        bias.address(),
        bias.address(),
        found.address(),
        scratch.address());
    var plain = new Gemm(shape, Batch.ONE, Epilogue.NONE, blocks);
    var more = scratch(plain.scratchBytes(2));
    plain.runPacked(TWO, a.address(), right, 1, found.address(), more.address());
    scratch.floats();
    more.floats();
    assertThat(found.bits()).as("%s, %s", shape, blocks).isEqualTo(expected.bits());
    if (WholePanels.suit(shape)) {
      expectPanels(shape, b.floats(), packed);
    }
  }

  private static void expectPanels(GemmShape shape, float[] b, Guarded packed) {
    var panels = new WholePanels(shape.k());
    float[] found = packed.floats();
    assertThat(found).hasSize(shape.k() * shape.n());
    for (int row = 0; row < shape.k(); row++) {
      for (int column = 0; column < shape.n(); column++) {
        long at = (panels.at(packed.address(), row, column) - packed.address()) / Float.BYTES;
        int of = shape.transB() ? column * shape.ldb() + row : row * shape.ldb() + column;
        assertThat(found[(int) at]).isEqualTo(b[of]);
      }
    }
  }

  @Test
  void a_product_with_a_vector_reads_it_as_it_is() {
    assertThat(Gemm.of(GemmShape.dense(1, 50, 30, false, true)).packedBytes()).isZero();
  }

  @Test
  void a_batch_reads_its_operands_as_they_are() {
    var shape = GemmShape.dense(20, 50, 30, false, true);
    assertThat(Gemm.of(shape, Batch.dense(2, shape), Epilogue.NONE).packedBytes()).isZero();
  }

  private static Guarded scratch(long bytes) {
    return Guarded.unwritten((int) (bytes / Float.BYTES), 0);
  }

  private static Guarded numbers(int count, long seed) {
    var random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return Guarded.of(numbers);
  }
}
