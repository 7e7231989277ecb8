package lockstep.kernels.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.map.Activation;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The reference against convolutions in double that are written another way, and its gradients
/// against finite differences.
class ConvReferenceTest {

  /// Rounding of one float operation, relative.
  private static final double EPSILON = Math.ulp(1f) / 2;

  /// A bilinear form is differentiated without error by any step; this one loses no digits.
  private static final double STEP = 0.5;

  static Stream<ConvShape> shapes() {
    return ConvShapes.all();
  }

  static Stream<ConvShape> small() {
    return Stream.of(
        ConvShape.of(2, 5, 4, 2, 3, 3, 1, 1),
        ConvShape.of(1, 6, 7, 3, 2, 3, 2, 1).dilated(1, 2),
        ConvShape.of(2, 5, 5, 4, 6, 3, 2, 0).grouped(2),
        ConvShape.depthwise(2, 5, 5, 3, 3, 1, 1),
        new ConvShape(1, 4, 5, 2, 2, 2, 3, 3, 1, 1, 1, 1, 0, 2, 1, 1));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void it_is_near_the_sums_in_double(ConvShape s) {
    var problem = new ConvProblem(s, 21);
    Guarded x = Guarded.of(problem.x);
    Guarded weights = Guarded.of(problem.weights);
    Guarded plus = Guarded.of(problem.bias);
    Guarded onto = Guarded.of(problem.residual);
    Guarded y = ConvProblem.unwritten(s.outFloats());
    ConvReference.forward(
        s,
        Activation.NONE,
        x.address(),
        weights.address(),
        plus.address(),
        onto.address(),
        y.address());
    expectUntouched(x, weights, plus, onto);
    double[] expected = scattered(s, doubles(problem.x), doubles(problem.weights));
    double[] sizes = scattered(s, sizes(problem.x), sizes(problem.weights));
    float[] found = y.floats();
    int terms = s.windowH() * s.windowW() * s.groupInChannels() + 2;
    for (int i = 0; i < found.length; i++) {
      double bias = problem.bias[i % s.outChannels()];
      double residual = problem.residual[i];
      double bound = 1.01 * terms * EPSILON * (sizes[i] + Math.abs(bias) + Math.abs(residual));
      expectNear(found[i], expected[i] + bias + residual, bound);
    }
  }

  static Stream<ConvShape> squares() {
    return ConvShapes.squares();
  }

  @ParameterizedTest
  @MethodSource("squares")
  void the_gradient_of_an_input_through_squares_is_near_the_sums_in_double(ConvShape s) {
    assertThat(Winograd.suitsInputGradient(s)).isTrue();
    var problem = new ConvProblem(s, 23);
    Guarded weights = Guarded.of(problem.weights);
    Guarded dy = Guarded.of(problem.dy);
    Guarded dx = ConvProblem.unwritten(s.inFloats());
    ConvReference.inputGradient(s, dy.address(), weights.address(), dx.address());
    expectUntouched(weights, dy);
    double[] expected = gathered(s, doubles(problem.dy), doubles(problem.weights));
    double[] sizes = gathered(s, sizes(problem.dy), sizes(problem.weights));
    float[] found = dx.floats();
    for (int i = 0; i < found.length; i++) {
      int terms = s.windowH() * s.windowW() * s.outChannels();
      expectNear(found[i], expected[i], terms * EPSILON * sizes[i]);
    }
  }

  static Stream<ConvShape> squaresOfWeights() {
    return Stream.concat(
        ConvShapes.squares().filter(s -> s.windowH() == 3), ConvShapes.smallSquares());
  }

  @ParameterizedTest
  @MethodSource("squaresOfWeights")
  void the_gradient_of_weights_through_squares_is_near_the_sums_in_double(ConvShape s) {
    assertThat(Winograd.suitsWeightGradient(s)).isTrue();
    var problem = new ConvProblem(s, 24);
    Guarded x = Guarded.of(problem.x);
    Guarded dy = Guarded.of(problem.dy);
    Guarded dweights = ConvProblem.unwritten(s.weightFloats());
    ConvReference.weightGradient(s, x.address(), dy.address(), dweights.address(), 0);
    expectUntouched(x, dy);
    double[] expected = products(s, doubles(problem.x), doubles(problem.dy));
    double[] sizes = products(s, sizes(problem.x), sizes(problem.dy));
    float[] found = dweights.floats();
    int terms = s.batch() * s.outHeight() * s.outWidth();
    for (int i = 0; i < found.length; i++) {
      expectNear(found[i], expected[i], 9 * terms * EPSILON * sizes[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("small")
  void its_gradients_are_finite_differences(ConvShape s) {
    var problem = new ConvProblem(s, 22);
    Guarded x = Guarded.of(problem.x);
    Guarded weights = Guarded.of(problem.weights);
    Guarded dy = Guarded.of(problem.dy);
    Guarded dx = ConvProblem.unwritten(s.inFloats());
    Guarded dweights = ConvProblem.unwritten(s.weightFloats());
    Guarded dbias = ConvProblem.unwritten(s.outChannels());
    ConvReference.inputGradient(s, dy.address(), weights.address(), dx.address());
    ConvReference.weightGradient(s, x.address(), dy.address(), dweights.address(), dbias.address());
    expectUntouched(x, weights, dy);
    double[] in = doubles(problem.x);
    double[] by = doubles(problem.weights);
    // Σ|dy|·|operand| of any element is below this.
    double bound =
        s.outFloats() * EPSILON * sum(sizes(problem.dy)) * Math.max(largest(in), largest(by));
    expectSlopes(dx.floats(), in, () -> loss(s, in, by, problem.dy), bound);
    expectSlopes(dweights.floats(), by, () -> loss(s, in, by, problem.dy), bound);
    double[] bias = new double[s.outChannels()];
    for (int i = 0; i < problem.dy.length; i++) {
      bias[i % bias.length] += problem.dy[i];
    }
    float[] found = dbias.floats();
    for (int k = 0; k < bias.length; k++) {
      expectNear(found[k], bias[k], bound);
    }
  }

  @Test
  void a_window_by_hand() {
    // 1 2 3      1 10       the window at (0, 0) and at (0, 1), without padding
    // 4 5 6   *  100 1000
    var s = new ConvShape(1, 2, 3, 1, 1, 2, 2, 1, 1, 1, 1, 0, 0, 0, 0, 1);
    Guarded x = Guarded.of(1, 2, 3, 4, 5, 6);
    Guarded weights = Guarded.of(1, 10, 100, 1000);
    Guarded y = ConvProblem.unwritten(2);
    ConvReference.forward(s, Activation.NONE, x.address(), weights.address(), 0, 0, y.address());
    expectUntouched(x, weights);
    assertThat(y.floats()).containsExactly(5421, 6532);
  }

  /// Looks at the guards, and by that keeps the memory until here.
  private static void expectUntouched(Guarded... operands) {
    for (Guarded operand : operands) {
      assertThat(operand.floats()).isNotNull();
    }
  }

  private static void expectNear(float found, double expected, double bound) {
    if (!(Math.abs(found - expected) <= bound)) {
      assertThat((double) found).isCloseTo(expected, Offset.offset(bound));
    }
  }

  private static void expectSlopes(
      float[] gradient, double[] values, DoubleSupplier loss, double bound) {
    for (int i = 0; i < gradient.length; i++) {
      double kept = values[i];
      values[i] = kept + STEP;
      double above = loss.getAsDouble();
      values[i] = kept - STEP;
      double below = loss.getAsDouble();
      values[i] = kept;
      expectNear(gradient[i], (above - below) / (2 * STEP), bound);
    }
  }

  private static double loss(ConvShape s, double[] x, double[] weights, float[] dy) {
    double[] y = scattered(s, x, weights);
    double loss = 0;
    for (int i = 0; i < y.length; i++) {
      loss += y[i] * dy[i];
    }
    return loss;
  }

  /// Every element of x is sent to all that it has a part in.
  private static double[] scattered(ConvShape s, double[] x, double[] weights) {
    double[] y = new double[(int) s.outFloats()];
    for (int i = 0; i < x.length; i++) {
      int ix = i / s.inChannels() % s.width();
      int iy = i / s.inChannels() / s.width() % s.height();
      int n = i / s.inChannels() / s.width() / s.height();
      for (int tap = 0; tap < s.windowH() * s.windowW(); tap++) {
        int down = iy + s.padTop() - tap / s.windowW() * s.dilationH();
        int right = ix + s.padLeft() - tap % s.windowW() * s.dilationW();
        int oy = Math.floorDiv(down, s.strideH());
        int ox = Math.floorDiv(right, s.strideW());
        if (oy * s.strideH() == down
            && ox * s.strideW() == right
            && oy >= 0
            && oy < s.outHeight()
            && ox >= 0
            && ox < s.outWidth()) {
          int pixel = (n * s.outHeight() + oy) * s.outWidth() + ox;
          scatter(s, x[i], i % s.inChannels(), tap, weights, pixel, y);
        }
      }
    }
    return y;
  }

  /// What [#scattered] sends the other way.
  private static double[] gathered(ConvShape s, double[] dy, double[] weights) {
    double[] dx = new double[(int) s.inFloats()];
    for (int i = 0; i < dx.length; i++) {
      int ix = i / s.inChannels() % s.width();
      int iy = i / s.inChannels() / s.width() % s.height();
      int n = i / s.inChannels() / s.width() / s.height();
      for (int tap = 0; tap < s.windowH() * s.windowW(); tap++) {
        int oy = iy + s.padTop() - tap / s.windowW();
        int ox = ix + s.padLeft() - tap % s.windowW();
        if (oy >= 0 && oy < s.outHeight() && ox >= 0 && ox < s.outWidth()) {
          int pixel = (n * s.outHeight() + oy) * s.outWidth() + ox;
          int weight = (tap * s.inChannels() + i % s.inChannels()) * s.outChannels();
          for (int k = 0; k < s.outChannels(); k++) {
            dx[i] += dy[pixel * s.outChannels() + k] * weights[weight + k];
          }
        }
      }
    }
    return dx;
  }

  /// The gradient of the weights, sums of products of pixels.
  private static double[] products(ConvShape s, double[] x, double[] dy) {
    int ins = s.inChannels();
    int outs = s.outChannels();
    int taps = s.windowH() * s.windowW();
    double[] sums = new double[taps * ins * outs];
    for (int pixel = 0; pixel < dy.length / outs; pixel++) {
      int n = pixel / s.outWidth() / s.outHeight();
      for (int tap = 0; tap < taps; tap++) {
        int iy = pixel / s.outWidth() % s.outHeight() - s.padTop() + tap / s.windowW();
        int ix = pixel % s.outWidth() - s.padLeft() + tap % s.windowW();
        if (iy >= 0 && iy < s.height() && ix >= 0 && ix < s.width()) {
          int from = ((n * s.height() + iy) * s.width() + ix) * ins;
          for (int i = 0; i < ins * outs; i++) {
            sums[tap * ins * outs + i] += x[from + i / outs] * dy[pixel * outs + i % outs];
          }
        }
      }
    }
    return sums;
  }

  private static void scatter(
      ConvShape s, double x, int channel, int tap, double[] weights, int pixel, double[] y) {
    int group = channel / s.groupInChannels();
    int c = channel % s.groupInChannels();
    for (int k = group * s.groupOutChannels(); k < (group + 1) * s.groupOutChannels(); k++) {
      y[pixel * s.outChannels() + k] +=
          x * weights[(tap * s.groupInChannels() + c) * s.outChannels() + k];
    }
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private static double[] sizes(float[] values) {
    double[] sizes = doubles(values);
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(sizes[i]);
    }
    return sizes;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  private static double largest(double[] values) {
    double largest = 1;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
