package lockstep.kernels.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import lockstep.kernels.Guarded;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Norms and their gradients: against the reference to the bit, and the reference against the
/// textbook in double and its finite differences.
class NormTest {

  private static final Parallel ALONE = Parallel.of(1, Parallel.Idle.SLEEP);

  @ParameterizedTest
  @EnumSource
  void vectors_give_the_bits_of_the_reference(Norm.Kind kind) {
    int lanes = Lanes.COUNT;
    for (int columns :
        new int[] {0, 1, 2, lanes - 1, lanes, lanes + 1, 4 * lanes, 15, 17, 33, 48, 101}) {
      expect(kind, 6, columns, Norm.numbers(6 * columns, columns));
      expect(kind, 1, columns, Norm.numbers(columns, columns));
    }
    expect(kind, 0, 5, new float[0]);
    expect(kind, 399, 51, Norm.numbers(399 * 51, 7));
  }

  @ParameterizedTest
  @EnumSource
  void special_numbers_come_out_as_the_reference_says(Norm.Kind kind) {
    for (float value :
        new float[] {Float.NaN, Float.POSITIVE_INFINITY, -0f, Float.MIN_VALUE, 3e38f}) {
      float[] numbers = Norm.numbers(6 * 21, 5);
      numbers[30] = value;
      expect(kind, 6, 21, numbers);
    }
    expect(kind, 6, 21, new float[6 * 21]);
  }

  private static void expect(Norm.Kind kind, int rows, int columns, float[] numbers) {
    var norm = new Norm(kind, rows, columns, numbers);
    norm.run(ALONE);
    var reference = new Norm(kind, rows, columns, numbers);
    reference.refer();
    assertThat(norm.out.bits()).as("%d × %d", rows, columns).isEqualTo(reference.out.bits());
    assertThat(norm.scratch.bits()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"INFERENCE", "BATCH_RELU"})
  void results_and_gradients_are_near_what_doubles_give(Norm.Kind kind) {
    int rows = 8;
    int columns = 21;
    int count = rows * columns;
    var norm = new Norm(kind, rows, columns, Norm.numbers(count, 1));
    norm.run(ALONE);
    float[] out = norm.out.floats();
    double[] x = doubles(norm.x);
    double[] dy = doubles(norm.dy);
    double[] gamma = doubles(norm.gamma);
    double[] beta = doubles(norm.beta);
    for (int i = 0; i < count; i++) {
      assertThat((double) out[i]).isCloseTo(norm.textbook(x, gamma, beta, i), within(3e-6 * 4));
    }
    expectSlopes(norm, dy, x, x, gamma, beta, out, count, 2e-5);
    expectSlopes(norm, dy, gamma, x, gamma, beta, out, 2 * count, 1e-4);
    if (kind != Norm.Kind.RMS) {
      expectSlopes(norm, dy, beta, x, gamma, beta, out, 2 * count + columns, 1e-4);
    }
  }

  private static void expectSlopes(
      Norm norm,
      double[] dy,
      double[] turned,
      double[] x,
      double[] gamma,
      double[] beta,
      float[] out,
      int start,
      double tolerance) {
    double step = 1e-5;
    for (int i = 0; i < turned.length; i++) {
      double before = turned[i];
      turned[i] = before + step;
      double up = loss(norm, dy, x, gamma, beta);
      turned[i] = before - step;
      double slope = (up - loss(norm, dy, x, gamma, beta)) / (2 * step);
      turned[i] = before;
      assertThat((double) out[start + i]).isCloseTo(slope, within(tolerance));
    }
  }

  private static double loss(Norm norm, double[] dy, double[] x, double[] gamma, double[] beta) {
    double loss = 0;
    for (int i = 0; i < x.length; i++) {
      loss += dy[i] * norm.textbook(x, gamma, beta, i);
    }
    return loss;
  }

  private static double[] doubles(Guarded floats) {
    float[] from = floats.floats();
    double[] to = new double[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i];
    }
    return to;
  }

  @Test
  void running_statistics_take_the_unbiased_variance() {
    var norm = new Norm(Norm.Kind.BATCH, 4, 1, new float[] {1, 2, 3, 4});
    norm.run(ALONE);
    float[] out = norm.out.floats();
    float before = 0.5f + (2 * 4 + 2) % 3;
    assertThat(out[10]).isCloseTo(0.9f * before + 0.1f * 2.5f, within(1e-6f));
    before = 0.5f + (2 * 4 + 3) % 3;
    assertThat(out[11]).isCloseTo(0.9f * before + 0.1f * 5 / 3, within(1e-6f));
    assertThat(out[12]).isEqualTo(2.5f);
    assertThat(out[13]).isCloseTo((float) (1 / Math.sqrt(1.25 + 1e-5)), within(1e-6f));
  }

  @Test
  void a_large_mean_spoils_no_variance() {
    float[] numbers = Norm.numbers(600 * 64, 3);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 10_000 + i % 2;
    }
    var norm = new Norm(Norm.Kind.LAYER, 600, 64, numbers);
    norm.run(ALONE);
    int saved = 2 * 600 * 64 + 4 * 64;
    assertThat(norm.out.floats()[saved + 600]).isCloseTo(2f, within(1e-4f));
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 10_000 + i / 64 % 2;
    }
    norm = new Norm(Norm.Kind.BATCH, 600, 64, numbers);
    norm.run(ALONE);
    assertThat(norm.out.floats()[saved + 64]).isCloseTo(2f, within(1e-4f));
  }

  @ParameterizedTest
  @EnumSource(names = {"LAYER", "BATCH", "GROUP"})
  void results_may_take_the_place_of_inputs(Norm.Kind kind) {
    float[] numbers = Norm.numbers(6 * 51, 1);
    var apart = new Norm(kind, 6, 51, numbers);
    apart.run(ALONE);
    var gradient = java.util.Arrays.copyOfRange(apart.out.bits(), 6 * 51, 2 * 6 * 51);
    var norm = new Norm(kind, 6, 51, numbers);
    long x = norm.x.address();
    long s = norm.scratch.address();
    long dy = norm.dy.address();
    long gamma = norm.gamma.address();
    switch (kind) {
      case LAYER ->
          LayerNormGradient.of(6, 51)
              .run(ALONE, x, dy, gamma, apart.saved(), dy, norm.dgamma(), norm.dbeta(), s);
      case BATCH ->
          BatchNormGradient.of(6, 51)
              .run(ALONE, x, dy, gamma, apart.saved(), dy, norm.dgamma(), norm.dbeta(), s);
      case GROUP, RMS, BATCH_RELU, INFERENCE, INSTANCE ->
          GroupNormGradient.of(norm.shape())
              .run(ALONE, x, dy, gamma, apart.saved(), dy, norm.dgamma(), norm.dbeta(), s);
    }
    assertThat(norm.dy.bits()).isEqualTo(gradient);
    assertThat(apart.out.bits()).isNotEmpty();
  }

  @Test
  void a_senseless_shape_is_refused_by_name() {
    assertThatThrownBy(() -> LayerNorm.of(1, 2, -1))
        .hasMessage("epsilon: expected 0 or more, got -1.0. 1e-5 is usual.");
    assertThatThrownBy(() -> new GroupNormShape(1, 2, 10, 4, 0))
        .hasMessage(
            "groups: expected a divisor of the 10 channels, got 4. Choose one that divides them.");
    assertThatThrownBy(() -> BatchNormGradient.of(-1, 2))
        .hasMessage("rows: expected 0 or more, got -1.");
  }
}
