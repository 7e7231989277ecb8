package lockstep.kernels.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The bounds that the documentation states.
class AccuracyTest {

  private static final long FLOATS = 1L << 32;

  /// A prime, so that all patterns of low bits occur.
  private static final long STRIDE = 997;

  private static final int PARTS = 64;

  private static double bound(Unary function) {
    return switch (function) {
      case NEGATE, ABS, RELU -> 0;
      case SQUARE, SQRT, RECIPROCAL -> 0.5;
      case EXP -> 2;
      case LOG, TANH, SIGMOID, ERF, SIN, COS, GELU, SILU, SOFTPLUS -> 4;
    };
  }

  @ParameterizedTest
  @EnumSource
  void every_997th_float_is_within_the_bound(Unary function) {
    check(function, Accuracy.measure(function, 0, STRIDE, FLOATS / STRIDE));
  }

  /// Around each power of two, ±0, ±∞ and the largest and smallest of all kinds.
  @ParameterizedTest
  @EnumSource
  void floats_around_every_power_of_two_are_within_the_bound(Unary function) {
    var worst =
        IntStream.range(0, 512)
            .mapToObj(exponent -> Accuracy.measure(function, ((long) exponent << 23) - 100, 1, 200))
            .reduce(new Accuracy(0, 0), Accuracy::max);
    check(function, worst);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void every_float_is_within_the_bound(Unary function) {
    long size = FLOATS / PARTS;
    var worst =
        LongStream.range(0, PARTS)
            .parallel()
            .mapToObj(part -> Accuracy.measure(function, part * size, 1, size))
            .reduce(new Accuracy(0, 0), Accuracy::max);
    check(function, worst);
  }

  private static void check(Unary function, Accuracy worst) {
    System.out.println(worst.text(function));
    assertThat(worst.ulp()).as(worst.text(function)).isLessThanOrEqualTo(bound(function));
  }

  /// From tables; the reference must be right before it judges.
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1124629160182849, 0.8875370839817151",
    "0.5, 0.5204998778130465, 0.4795001221869535",
    "1, 0.8427007929497149, 0.15729920705028513",
    "3, 0.9999779095030014, 2.209049699858544e-5",
    "5, 0.9999999999984626, 1.5374597944280349e-12",
    "10, 1, 2.088487583762545e-45",
  })
  void the_reference_of_erf_agrees_with_tables(double x, double erf, double erfc) {
    assertThat(Exact.erf(x)).isEqualTo(erf, within(erf * 1e-12));
    assertThat(Exact.erfc(x)).isEqualTo(erfc, within(erfc * 1e-12));
    assertThat(Exact.erf(-x)).isEqualTo(-Exact.erf(x));
  }

  @Test
  void an_error_is_counted_in_the_spacing_of_floats() {
    assertThat(Accuracy.ulps(1, 1)).isZero();
    assertThat(Accuracy.ulps(Math.nextUp(1f), 1)).isEqualTo(1);
    assertThat(Accuracy.ulps(Math.nextDown(1f), 1)).isEqualTo(0.5);
    assertThat(Accuracy.ulps(0, Float.MIN_VALUE / 2.0)).isEqualTo(0.5);
    assertThat(Accuracy.ulps(Float.POSITIVE_INFINITY, 1e300)).isZero();
    assertThat(Accuracy.ulps(Float.POSITIVE_INFINITY, Float.MAX_VALUE)).isEqualTo(1);
    assertThat(Accuracy.ulps(Float.MAX_VALUE, 1e300)).isEqualTo(1);
    assertThat(Accuracy.ulps(Float.NaN, 1)).isInfinite();
    assertThat(Accuracy.ulps(1, Double.NaN)).isInfinite();
    assertThat(Accuracy.ulps(Float.NaN, Double.NaN)).isZero();
  }
}
