package lockstep.kernels.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Vectors against references, and references against poolings written out in double.
class PoolTest {

  private static final Parallel THREADS = Parallel.of(2, Parallel.Idle.SLEEP);

  static Stream<Pooling> shapes() {
    var shapes = new ArrayList<Pooling>();
    int lanes = Lanes.COUNT;
    for (int channels : List.of(0, 1, 3, lanes - 1, lanes, lanes + 1, 15, 17, 67, 4 * lanes + 5)) {
      shapes.add(PoolShape.tiled(2, 6, 7, channels, 2));
      shapes.add(PoolShape.square(2, 7, 6, channels, 3, 2, 1));
      shapes.add(new AdaptivePoolShape(1, 5, 7, channels, 3, 3));
    }
    for (boolean up : List.of(false, true)) {
      for (boolean count : List.of(false, true)) {
        shapes.add(new PoolShape(2, 8, 9, 19, 3, 2, 2, 3, 1, 0, 1, 1, up, count));
        shapes.add(new PoolShape(1, 7, 7, 18, 2, 2, 2, 2, 0, 0, 0, 0, up, count));
        shapes.add(new PoolShape(1, 6, 5, 33, 2, 2, 2, 2, 1, 1, 1, 1, up, count));
        shapes.add(new PoolShape(1, 11, 10, 17, 2, 3, 4, 5, 0, 1, 2, 0, up, count));
      }
    }
    shapes.add(PoolShape.tiled(0, 4, 4, 8, 2));
    shapes.add(PoolShape.tiled(1, 1, 1, 20, 1));
    shapes.add(new AdaptivePoolShape(2, 3, 4, 21, 7, 5));
    shapes.add(AdaptivePoolShape.global(3, 7, 5, 101));
    shapes.add(PoolShape.tiled(4, 32, 32, 37, 2));
    return shapes.stream();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void the_largest_and_its_index_are_those_of_the_reference(Pooling shape) {
    var in = Guarded.of(Images.special(shape.inputSize(), 3), 1);
    int size = (int) shape.outputSize();
    var expected = Guarded.unwritten(size, 0);
    var places = Guarded.unwritten(size, 0);
    MaxPoolReference.run(shape, in.address(), expected.address(), places.address());
    var out = Guarded.unwritten(size, 1);
    var indices = Guarded.unwritten(size, 1);
    MaxPool.of(shape).run(THREADS, in.address(), out.address(), indices.address());
    assertThat(out.ints()).isEqualTo(expected.ints());
    assertThat(indices.ints()).isEqualTo(places.ints());
    var alone = Guarded.unwritten(size, 1);
    MaxPool.of(shape).run(THREADS, in.address(), alone.address());
    assertThat(alone.ints()).isEqualTo(expected.ints());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void the_gradient_of_the_largest_is_that_of_the_reference(Pooling shape) {
    var in = Guarded.of(Images.special(shape.inputSize(), 3), 1);
    var largest = Guarded.unwritten((int) shape.outputSize(), 0);
    var indices = Guarded.unwritten((int) shape.outputSize(), 0);
    MaxPoolReference.run(shape, in.address(), largest.address(), indices.address());
    var gradient = Guarded.of(Images.special(shape.outputSize(), 4), 1);
    var expected = Guarded.unwritten((int) shape.inputSize(), 0);
    MaxPoolReference.gradient(shape, gradient.address(), indices.address(), expected.address());
    var out = Guarded.unwritten((int) shape.inputSize(), 1);
    MaxPoolGradient.of(shape).run(THREADS, gradient.address(), indices.address(), out.address());
    assertThat(out.bits()).isEqualTo(expected.bits());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void the_mean_and_its_gradient_are_those_of_the_reference(Pooling shape) {
    var in = Guarded.of(Images.special(shape.inputSize(), 5), 1);
    var expected = Guarded.unwritten((int) shape.outputSize(), 0);
    AveragePoolReference.run(shape, in.address(), expected.address());
    var out = Guarded.unwritten((int) shape.outputSize(), 1);
    AveragePool.of(shape).run(THREADS, in.address(), out.address());
    assertThat(out.bits()).isEqualTo(expected.bits());

    var gradient = Guarded.of(Images.special(shape.outputSize(), 6), 1);
    var expectedGradient = Guarded.unwritten((int) shape.inputSize(), 0);
    AveragePoolReference.gradient(shape, gradient.address(), expectedGradient.address());
    var outGradient = Guarded.unwritten((int) shape.inputSize(), 1);
    AveragePoolGradient.of(shape).run(THREADS, gradient.address(), outGradient.address());
    assertThat(outGradient.bits()).isEqualTo(expectedGradient.bits());
  }

  /// Written out without tables of windows, over the padded image.
  @ParameterizedTest
  @MethodSource("shapes")
  void the_references_are_right(Pooling shape) {
    float[] image = Images.normal(shape.inputSize(), 7);
    var in = Guarded.of(image);
    int size = (int) shape.outputSize();
    var largest = Guarded.unwritten(size, 0);
    var indices = Guarded.unwritten(size, 0);
    var mean = Guarded.unwritten(size, 0);
    MaxPoolReference.run(shape, in.address(), largest.address(), indices.address());
    AveragePoolReference.run(shape, in.address(), mean.address());
    float[] maxima = largest.floats();
    float[] means = mean.floats();
    int at = 0;
    for (int n = 0; n < shape.batch(); n++) {
      for (int oy = 0; oy < shape.outHeight(); oy++) {
        for (int ox = 0; ox < shape.outWidth(); ox++) {
          for (int c = 0; c < shape.channels(); c++, at++) {
            int[] window = window(shape, oy, ox);
            double best = Double.NEGATIVE_INFINITY;
            double sum = 0;
            int count = 0;
            for (int y = window[0]; y < window[1]; y++) {
              for (int x = window[2]; x < window[3]; x++) {
                boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
                if (inside) {
                  float v =
                      image[((n * shape.height() + y) * shape.width() + x) * shape.channels() + c];
                  best = Math.max(best, v);
                  sum += v;
                }
                count += inside || counts(shape, y, x) ? 1 : 0;
              }
            }
            assertThat((double) maxima[at]).isEqualTo(best);
            assertThat((double) means[at]).isCloseTo(sum / count, within(1e-6));
          }
        }
      }
    }
  }

  private static int[] window(Pooling shape, int oy, int ox) {
    return switch (shape) {
      case PoolShape s -> {
        int y = oy * s.strideH() - s.padTop();
        int x = ox * s.strideW() - s.padLeft();
        yield new int[] {y, y + s.windowH(), x, x + s.windowW()};
      }
      case AdaptivePoolShape s ->
          new int[] {
            (int) Math.floor((double) oy * s.height() / s.outHeight()),
            (int) Math.ceil((oy + 1.0) * s.height() / s.outHeight()),
            (int) Math.floor((double) ox * s.width() / s.outWidth()),
            (int) Math.ceil((ox + 1.0) * s.width() / s.outWidth())
          };
    };
  }

  private static boolean counts(Pooling shape, int y, int x) {
    return shape instanceof PoolShape s
        && s.countPadding()
        && y < s.height() + s.padBottom()
        && x < s.width() + s.padRight();
  }

  @Test
  void the_gradients_of_the_references_are_adjoint_to_them() {
    var shape = new PoolShape(2, 8, 9, 5, 3, 2, 2, 1, 1, 0, 1, 1, true, false);
    var in = Guarded.of(Images.normal(shape.inputSize(), 8));
    var mean = Guarded.unwritten((int) shape.outputSize(), 0);
    var largest = Guarded.unwritten((int) shape.outputSize(), 0);
    var indices = Guarded.unwritten((int) shape.outputSize(), 0);
    AveragePoolReference.run(shape, in.address(), mean.address());
    MaxPoolReference.run(shape, in.address(), largest.address(), indices.address());
    var gradient = Guarded.of(Images.normal(shape.outputSize(), 9));
    var back = Guarded.unwritten((int) shape.inputSize(), 0);
    AveragePoolReference.gradient(shape, gradient.address(), back.address());
    assertThat(dot(in, back)).isCloseTo(dot(mean, gradient), within(1e-4));
    MaxPoolReference.gradient(shape, gradient.address(), indices.address(), back.address());
    assertThat(dot(in, back)).isCloseTo(dot(largest, gradient), within(1e-4));
  }

  private static double dot(Guarded a, Guarded b) {
    float[] x = a.floats();
    float[] y = b.floats();
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (double) x[i] * y[i];
    }
    return sum;
  }

  @Test
  void the_first_of_equals_wins_and_no_number_beats_nan() {
    assertThat(winner(1, 1, 1, 1)).containsExactly(1, 0);
    assertThat(winner(-2, 3, 3, 1)).containsExactly(3, 1);
    assertThat(winner(Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, -1, -1))
        .containsExactly(-1, 2);
    assertThat(winner(5, Float.NaN, 9, 1)[1]).isEqualTo(1);
    assertThat(winner(Float.NaN, 2, 9, 1)[1]).isEqualTo(0);
  }

  private static float[] winner(float... window) {
    float[] image = new float[4 * 16];
    for (int i = 0; i < image.length; i++) {
      image[i] = window[i / 16];
    }
    var in = Guarded.of(image);
    var out = Guarded.unwritten(16, 0);
    var indices = Guarded.unwritten(16, 0);
    MaxPool.of(PoolShape.tiled(1, 2, 2, 16, 2))
        .run(THREADS, in.address(), out.address(), indices.address());
    return new float[] {out.floats()[7], indices.ints()[7]};
  }

  @Test
  void sizes_round_as_asked() {
    var down = new PoolShape(1, 7, 7, 1, 2, 2, 2, 2, 0, 0, 0, 0, false, true);
    var up = new PoolShape(1, 7, 7, 1, 2, 2, 2, 2, 0, 0, 0, 0, true, true);
    assertThat(List.of(down.outHeight(), up.outHeight())).containsExactly(3, 4);
    // A last window that would begin in the padding does not count.
    var padded = new PoolShape(1, 5, 5, 1, 2, 2, 2, 2, 1, 1, 1, 1, true, true);
    assertThat(padded.outHeight()).isEqualTo(3);
  }

  @Test
  void impossible_sizes_are_named() {
    assertThatThrownBy(() -> PoolShape.square(1, 8, 8, 4, 2, 2, 2))
        .hasMessage(
            "padTop: expected 0 to 1, less than the window, got 2. Pad the image beforehand for"
                + " more.");
    assertThatThrownBy(() -> PoolShape.tiled(1, 2, 8, 4, 3))
        .hasMessage("outHeight: expected 1 or more, got 0.");
  }
}
