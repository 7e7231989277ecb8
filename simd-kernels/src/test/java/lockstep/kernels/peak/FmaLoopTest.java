package lockstep.kernels.peak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import lockstep.kernels.Lanes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FmaLoopTest {

  /// Longer methods are not inlined into hot callers: `-XX:FreqInlineSize`.
  private static final int LONGEST_INLINED = 325;

  @ParameterizedTest
  @CsvSource({
    "0, 0.999999, 0.000001",
    "1, 0.999999, 0.000001",
    "2, -0.7, 0.3",
    "17, -0.7, 0.3",
    "1000, 0.999999, 0.000001",
    "1000, 1.0001, -0.1",
  })
  void the_result_is_that_of_a_scalar_loop_bit_for_bit(int iterations, float factor, float addend) {
    float chain = factor;
    for (int round = 0; round < 2 * iterations; round++) {
      chain = Math.fma(chain, factor, addend);
    }
    float six = chain + chain + chain + chain + chain + chain;
    float expected = six + six;

    float found = FmaLoop.run(iterations, factor, addend);

    assertThat(Float.floatToRawIntBits(found)).isEqualTo(Float.floatToRawIntBits(expected));
    assertThat(found).isFinite().isNotZero();
  }

  @Test
  void operations_counts_two_for_each_of_24_multiply_adds_a_lane() {
    assertThat(FmaLoop.operations(1_000)).isEqualTo(48_000.0 * Lanes.COUNT);
  }

  /// Shorter, it would measure half the peak: see jmh/lab.
  @Test
  void the_loop_is_too_long_to_be_inlined_into_its_caller() throws IOException {
    assertThat(bytecodeLength("run")).isGreaterThan(LONGEST_INLINED);
  }

  private static int bytecodeLength(String method) throws IOException {
    try (var stream = FmaLoop.class.getResourceAsStream("FmaLoop.class")) {
      assertThat(stream).as("class file").isNotNull();
      MethodModel found =
          ClassFile.of().parse(stream.readAllBytes()).methods().stream()
              .filter(m -> m.methodName().equalsString(method))
              .findFirst()
              .orElseThrow();
      return ((CodeAttribute) found.code().orElseThrow()).codeLength();
    }
  }
}
