package lockstep.kernels.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Activations and gradients: vectors give the bits of the reference, and the reference is near
/// what calculus says.
class GradientTest {

  private static final Parallel ALONE = Parallel.of(1, Parallel.Idle.SLEEP);
  private static final Parallel SEVERAL = Parallel.of(3, Parallel.Idle.SLEEP);

  private static int[] sizes() {
    int lanes = Lanes.COUNT;
    return new int[] {0, 1, lanes - 1, lanes, lanes + 1, 101, 4_099, 40_009};
  }

  static Stream<Shaped> activations() {
    return Stream.of(
        new Shaped.LeakyRelu(0.01f),
        new Shaped.LeakyRelu(-2),
        new Shaped.Elu(1),
        new Shaped.Elu(0.3f),
        new Shaped.Mish(),
        new Shaped.HardSwish(),
        new Shaped.Affine(-1.75f, 0.3f),
        new Shaped.Clamp(-0.5f, 2),
        new Shaped.Clamp(0, 6));
  }

  @ParameterizedTest
  @EnumSource
  void gradients_of_functions_give_the_bits_of_the_reference(Unary function) {
    for (int size : sizes()) {
      var dy = Guarded.of(Samples.wild(size, 1), 1);
      var source = Guarded.of(Samples.wild(size, 2), 1);
      var dx = Guarded.unwritten(size, 1);
      var expected = Guarded.unwritten(size, 0);
      UnaryGradientReference.apply(
          function, dy.address(), source.address(), expected.address(), size);
      UnaryGradient.of(function, size).run(SEVERAL, dy.address(), source.address(), dx.address());
      assertThat(dx.bits()).as("%d elements", size).isEqualTo(expected.bits());
      UnaryGradient.of(function, size).run(ALONE, dy.address(), source.address(), dy.address());
      assertThat(dy.bits()).as("%d in place", size).isEqualTo(expected.bits());
    }
  }

  /// See [UnaryTest#vectors_of_numbers_near_0_give_the_bits_of_the_reference].
  @ParameterizedTest
  @EnumSource
  void gradients_at_numbers_near_0_give_the_bits_of_the_reference(Unary function) {
    int size = 4_099;
    var dy = Guarded.of(Samples.normal(size, 6), 1);
    var source = Guarded.of(Samples.normal(size, 7), 1);
    var dx = Guarded.unwritten(size, 1);
    var expected = Guarded.unwritten(size, 1);
    UnaryGradientReference.apply(
        function, dy.address(), source.address(), expected.address(), size);
    UnaryGradient.of(function, size).run(ALONE, dy.address(), source.address(), dx.address());
    assertThat(dx.bits()).isEqualTo(expected.bits());
  }

  /// Against the difference of the exact function in double, whose own error is below 1e-8.
  @ParameterizedTest
  @EnumSource
  void gradients_of_functions_are_what_calculus_says(Unary function) {
    for (float x = 0.051f; x < 6; x += 0.0173f) {
      for (int sign = -1; sign <= 1; sign += 2) {
        if (sign < 0 && (function == Unary.SQRT || function == Unary.LOG)) {
          continue;
        }
        double slope = slope(function, sign * x);
        float source =
            UnaryGradient.source(function) == UnaryGradient.Source.RESULT
                ? UnaryReference.apply(function, sign * x)
                : sign * x;
        float found = UnaryGradientReference.apply(function, 1, source);
        // f′ from a rounded y: the rounding of y, a few ulp, times what it is multiplied by.
        assertThat((double) found)
            .as("slope at %s", sign * x)
            .isCloseTo(slope, within(0x1p-21 * Math.max(1, Math.abs(slope)) + 2e-8));
      }
    }
  }

  /// The central difference of fourth order.
  private static double slope(Unary function, double x) {
    double h = 1e-3 * Math.min(1, Math.abs(x));
    return (8 * (exact(function, x + h) - exact(function, x - h))
            - (exact(function, x + 2 * h) - exact(function, x - 2 * h)))
        / (12 * h);
  }

  private static double exact(Unary function, double x) {
    return Exact.of(function, x);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activations_give_the_bits_of_the_reference(Shaped activation) {
    for (int size : sizes()) {
      boolean near = size == 4_099; // all near 0, where a shorter way is taken
      var in = Guarded.of(near ? Samples.normal(size, 3) : Samples.wild(size, 3), 1);
      var dy = Guarded.of(Samples.wild(size, 4), 1);
      var out = Guarded.unwritten(size, 1);
      var dx = Guarded.unwritten(size, 1);
      var expected = Guarded.unwritten(size, 0);
      var expectedDx = Guarded.unwritten(size, 0);
      ShapedReference.apply(activation, in.address(), expected.address(), size);
      ShapedReference.gradient(activation, dy.address(), in.address(), expectedDx.address(), size);
      ShapedMap.of(activation, size).run(SEVERAL, in.address(), out.address());
      ShapedGradient.of(activation, size).run(SEVERAL, dy.address(), in.address(), dx.address());
      assertThat(out.bits()).as("%d elements", size).isEqualTo(expected.bits());
      assertThat(dx.bits()).as("gradient of %d", size).isEqualTo(expectedDx.bits());
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activations_are_what_their_formulas_say(Shaped activation) {
    for (double x = -30; x < 30; x += 0.01937) {
      float at = (float) x;
      double value = value(activation, at);
      double h = 1e-4;
      double slope = (value(activation, at + h) - value(activation, at - h)) / (2 * h);
      assertThat((double) ShapedReference.apply(activation, at))
          .as("value at %s", at)
          .isCloseTo(value, within(0x1p-21 * Math.abs(value)));
      assertThat((double) ShapedReference.gradient(activation, 1, at))
          .as("slope at %s", at)
          .isCloseTo(slope, within(0x1p-21 + 4e-9));
    }
  }

  private static double value(Shaped activation, double x) {
    return switch (activation) {
      case Shaped.LeakyRelu(float slope) -> x > 0 ? x : slope * x;
      case Shaped.Elu(float alpha) -> x > 0 ? x : alpha * Math.expm1(x);
      case Shaped.Mish() -> x * Math.tanh(Math.log1p(Math.exp(x)));
      case Shaped.HardSwish() -> x * Math.clamp(x + 3, 0, 6) / 6;
      case Shaped.Affine(float factor, float offset) -> (double) factor * x + offset;
      case Shaped.Clamp(float low, float high) -> Math.min(Math.max(x, low), high);
    };
  }

  @Test
  void far_out_slopes_are_flat() {
    for (float x : new float[] {200, 1e30f, Float.POSITIVE_INFINITY}) {
      assertThat(ErrorFunction.geluSlope(x)).isEqualTo(1);
      assertThat(ErrorFunction.geluSlope(-x) + 0f).isZero();
      assertThat(Exponential.siluSlope(x)).isEqualTo(1);
      assertThat(Exponential.siluSlope(-x) + 0f).isZero();
      assertThat(MishFunction.mishSlope(x)).isEqualTo(1);
      assertThat(MishFunction.mishSlope(-x) + 0f).isZero();
      assertThat(ErrorFunction.erfSlope(x)).isZero();
    }
    assertThat(MishFunction.mish(Float.NEGATIVE_INFINITY) + 0f).isZero();
    assertThat(MishFunction.mish(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
  }

  @Test
  void functions_over_many_elements_run_in_shares() {
    for (int size : sizes()) {
      var in = Guarded.of(Samples.wild(size, 5), 1);
      var out = Guarded.unwritten(size, 1);
      var expected = Guarded.unwritten(size, 1);
      UnaryReference.apply(Unary.GELU, in.address(), expected.address(), size);
      UnaryMap.of(Unary.GELU, size).run(SEVERAL, in.address(), out.address());
      assertThat(out.bits()).isEqualTo(expected.bits());
    }
  }

  @Test
  void senseless_parameters_are_refused_by_name() {
    assertThatThrownBy(() -> new Shaped.Clamp(2, 1))
        .hasMessage("low: expected at most high = 1.0, got 2.0.");
    assertThatThrownBy(() -> UnaryMap.of(Unary.EXP, -1))
        .hasMessage("count: expected 0 or more elements, fewer than 2⁴⁵, got -1.");
  }
}
