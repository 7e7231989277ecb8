package lockstep.kernels.map;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.kernels.Guarded;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An activation is its function, in place.
class ActivationTest {

  private static final float[] VALUES = {
    -3.5f,
    -1,
    -0f,
    0,
    0.25f,
    1,
    7,
    Float.NaN,
    Float.NEGATIVE_INFINITY,
    Float.POSITIVE_INFINITY,
    100,
    -100,
    1e-40f,
    2,
    3,
    4,
    5,
    6,
    -7
  };

  @ParameterizedTest
  @EnumSource
  void it_is_its_function_in_place(Activation activation) {
    float[] expected = VALUES.clone();
    for (int i = 0; i < expected.length; i++) {
      float x = VALUES[i];
      expected[i] = activation.unary().map(f -> UnaryReference.apply(f, x)).orElse(x);
      assertThat(Float.floatToIntBits(activation.apply(x)))
          .isEqualTo(Float.floatToIntBits(expected[i]));
    }
    Guarded memory = Guarded.of(VALUES, 1);
    activation.apply(memory.address(), VALUES.length);
    assertThat(memory.bits()).isEqualTo(Guarded.of(expected).bits());
  }
}
