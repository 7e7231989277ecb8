package lockstep.kernels.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import lockstep.kernels.map.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Convolutions against their reference, to the bit.
class ConvTest {

  private static final Parallel ALONE = Parallel.of(1, Parallel.Idle.SLEEP);

  static Stream<ConvShape> shapes() {
    return ConvShapes.all();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void the_forward_direction_equals_the_reference(ConvShape shape) {
    new ConvProblem(shape, 1).expectForward(ALONE, Activation.NONE, false, false);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void the_input_gradient_equals_the_reference(ConvShape shape) {
    new ConvProblem(shape, 2).expectInputGradient(ALONE);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void the_gradients_of_weights_and_bias_equal_the_reference(ConvShape shape) {
    new ConvProblem(shape, 3).expectWeightGradient(ALONE);
  }

  @Test
  void the_number_of_threads_changes_no_bit() {
    var pool = Parallel.of(3, Parallel.Idle.SPIN);
    for (ConvShape shape : ConvShapes.all().toList()) {
      var problem = new ConvProblem(shape, 4);
      problem.expectForward(pool, Activation.RELU, true, false);
      problem.expectInputGradient(pool);
      problem.expectWeightGradient(pool);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bias_residual_and_activation_follow_in_this_order(Activation activation) {
    for (boolean biased : new boolean[] {false, true}) {
      for (boolean residual : new boolean[] {false, true}) {
        // Whole pixels, channels among threads, squares, and depthwise.
        for (ConvShape shape :
            new ConvShape[] {
              ConvShape.of(40, 4, 4, 3, 19, 3, 1, 1),
              ConvShape.of(1, 7, 7, 66, 200, 3, 1, 1),
              ConvShape.of(2, 9, 8, 32, 48, 3, 1, 1),
              ConvShape.depthwise(2, 9, 9, 37, 3, 2, 1)
            }) {
          new ConvProblem(shape, 5).expectForward(ALONE, activation, biased, residual);
        }
      }
    }
  }

  @Test
  void infinities_and_nans_come_out_as_the_reference_says() {
    for (ConvShape shape :
        new ConvShape[] {
          ConvShape.of(2, 8, 8, 5, 37, 3, 1, 1),
          ConvShape.of(2, 8, 8, 32, 32, 3, 1, 1),
          ConvShape.depthwise(2, 8, 8, 37, 3, 1, 1)
        }) {
      var problem = new ConvProblem(shape, 6);
      problem.x[40] = Float.NaN;
      problem.x[100] = Float.NEGATIVE_INFINITY;
      problem.x[7] = -0f;
      problem.x[8] = Float.MIN_VALUE;
      problem.weights[3] = Float.POSITIVE_INFINITY;
      problem.weights[50] = -0f;
      problem.bias[1] = Float.NEGATIVE_INFINITY;
      problem.dy[77] = Float.NaN;
      problem.dy[300] = Float.POSITIVE_INFINITY;
      problem.expectForward(ALONE, Activation.RELU, true, true);
      problem.expectForward(ALONE, Activation.GELU, true, false);
      problem.expectInputGradient(ALONE);
      problem.expectWeightGradient(ALONE);
    }
  }

  /// Products that underflow make sums of −0, which ReLU turns to 0 and nothing else does.
  @ParameterizedTest
  @EnumSource(names = {"NONE", "RELU"})
  void a_sum_of_minus_0_loses_its_sign_to_relu_alone(Activation activation) {
    var problem = new ConvProblem(ConvShape.of(2, 8, 8, 5, 37, 3, 1, 1), 7);
    Arrays.fill(problem.x, 1e-30f);
    Arrays.fill(problem.weights, -1e-30f);
    Arrays.fill(problem.bias, -0f);
    Arrays.fill(problem.residual, -0f);
    problem.bias[2] = Float.NEGATIVE_INFINITY;
    problem.bias[36] = Float.NaN;
    for (boolean residual : new boolean[] {false, true}) {
      problem.expectForward(ALONE, activation, true, residual);
    }
  }

  @Test
  void padding_is_left_out_and_not_multiplied() {
    var problem = new ConvProblem(ConvShape.of(1, 4, 4, 2, 3, 3, 1, 1), 7);
    // The top row of the window: infinite, but in the padding for the top row of y.
    Arrays.fill(problem.weights, 0, 3 * 2 * 3, Float.POSITIVE_INFINITY);
    Guarded x = Guarded.of(problem.x);
    Guarded weights = Guarded.of(problem.weights);
    Guarded y = ConvProblem.unwritten(problem.shape.outFloats());
    ConvForward.of(problem.shape, Activation.NONE)
        .run(ALONE, x.address(), weights.address(), 0, 0, y.address(), 0);
    assertThat(x.floats()).isEqualTo(problem.x);
    assertThat(weights.floats()).isEqualTo(problem.weights);
    float[] found = y.floats();
    for (int i = 0; i < 4 * 3; i++) {
      assertThat(found[i]).isFinite();
    }
    assertThat(found[4 * 3]).matches(value -> !Float.isFinite(value));
  }

  @Test
  void an_empty_batch_has_gradients_of_zero() {
    var problem = new ConvProblem(ConvShape.of(0, 5, 5, 3, 20, 3, 1, 1), 8);
    Guarded weights = ConvProblem.unwritten(problem.shape.weightFloats());
    Guarded bias = ConvProblem.unwritten(20);
    ConvWeightGradient.of(problem.shape).run(ALONE, 0, 0, weights.address(), bias.address(), 0);
    assertThat(weights.floats()).containsOnly(0f);
    assertThat(bias.floats()).containsOnly(0f);
  }

  @Test
  void many_chunks_are_added_in_order() {
    var shape = ConvShape.of(50, 40, 40, 1, 2, 3, 1, 1);
    assertThat(Chunks.count(shape)).isEqualTo(25);
    new ConvProblem(shape, 9).expectWeightGradient(ALONE);
    assertThat(Chunks.count(ConvShape.of(9, 8, 8, 1, 1, 1, 1, 0))).isOne();
    assertThat(Chunks.count(ConvShape.of(64, 7, 7, 4096, 4096, 3, 1, 1))).isOne();
  }
}
