package lockstep.kernels.move;

import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.params.provider.ValueSource;

/// Look-ups by index, what is added back, and images of another size.
class LookupTest {

  private static final Parallel THREADS = Parallel.of(2, Parallel.Idle.SLEEP);

  static Stream<GatherShape> lookups() {
    var shapes = new ArrayList<GatherShape>();
    int lanes = Lanes.COUNT;
    for (int inner : List.of(0, 1, 3, lanes - 1, lanes, lanes + 1, 15, 17, 67, 300)) {
      shapes.add(GatherShape.ofRows(20, inner, 33));
      shapes.add(new GatherShape(3, 7, inner, 200));
    }
    shapes.add(GatherShape.ofRows(20, 5, 0));
    shapes.add(GatherShape.ofRows(1, 40, 9));
    shapes.add(GatherShape.ofRows(2, 3, 9000));
    shapes.add(GatherShape.ofRows(5000, 768, 60));
    shapes.add(GatherShape.along(new int[] {4, 30, 2, 25}, 1, 70));
    return shapes.stream();
  }

  @ParameterizedTest
  @MethodSource("lookups")
  void rows_are_those_of_the_reference(GatherShape shape) {
    var table = Guarded.of(Numbers.bits(shape.tableSize(), 1), 1);
    var indices = Guarded.ofInts(Numbers.indices(shape.count(), shape.rows(), 2));
    var expected = Guarded.unwritten((int) shape.outputSize(), 0);
    GatherReference.run(shape, table.address(), indices.address(), expected.address());
    var out = Guarded.unwritten((int) shape.outputSize(), 1);
    Gather.of(shape).run(THREADS, table.address(), indices.address(), out.address());
    assertThat(out.ints()).isEqualTo(expected.ints());
  }

  @ParameterizedTest
  @MethodSource("lookups")
  void rows_are_added_in_the_order_of_their_indices(GatherShape shape) {
    var in = Guarded.of(Numbers.special(shape.outputSize(), 1), 1);
    var indices = Guarded.ofInts(Numbers.indices(shape.count(), shape.rows(), 2));
    var expected = Guarded.of(Numbers.normal(shape.tableSize(), 3), 0);
    var out = Guarded.of(Numbers.normal(shape.tableSize(), 3), 1);
    GatherReference.scatterAdd(shape, in.address(), indices.address(), expected.address());
    ScatterAdd.of(shape).run(THREADS, in.address(), indices.address(), out.address());
    assertThat(out.bits()).isEqualTo(expected.bits());
  }

  @Test
  void a_row_is_looked_up_and_added_where_the_index_says() {
    var indices = Guarded.ofInts(2, 0, 2);
    var out = Guarded.unwritten(6, 0);
    var shape = GatherShape.ofRows(3, 2, 3);
    Gather.of(shape)
        .run(THREADS, Guarded.of(1, 2, 3, 4, 5, 6).address(), indices.address(), out.address());
    assertThat(out.floats()).containsExactly(5, 6, 1, 2, 5, 6);
    var sum = Guarded.of(0, 0, 0, 0, 0, 0);
    ScatterAdd.of(shape).run(THREADS, out.address(), indices.address(), sum.address());
    assertThat(sum.floats()).containsExactly(1, 2, 0, 0, 10, 12);
  }

  @Test
  void the_first_index_outside_is_found() {
    assertThat(Gather.firstOutside(Guarded.ofInts(0, 4, 2).address(), 3, 5)).isEqualTo(-1);
    assertThat(Gather.firstOutside(Guarded.ofInts(0, 5, -1).address(), 3, 5)).isEqualTo(1);
    assertThat(ScatterAdd.firstOutside(Guarded.ofInts(0, 4, -1).address(), 3, 5)).isEqualTo(2);
    assertThat(Gather.firstOutside(Guarded.ofInts(7).address(), 0, 0)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 15, 16, 17, 67, 300})
  void bags_are_those_of_the_reference(int inner) {
    int[] offsets = new int[102];
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = offsets[i - 1] + i % 5;
    }
    var at = Guarded.ofInts(offsets);
    var indices = Guarded.ofInts(Numbers.indices(offsets[101], 30, 4));
    var table = Guarded.of(Numbers.special(30L * inner, 5), 1);
    for (boolean mean : List.of(false, true)) {
      var expected = Guarded.unwritten(101 * inner, 0);
      EmbeddingBagReference.run(
          101, inner, mean, table.address(), indices.address(), at.address(), expected.address());
      var out = Guarded.unwritten(101 * inner, 1);
      var bag = mean ? EmbeddingBag.mean(101, inner) : EmbeddingBag.sum(101, inner);
      bag.run(THREADS, table.address(), indices.address(), at.address(), out.address());
      assertThat(out.bits()).isEqualTo(expected.bits());
    }
  }

  @Test
  void a_bag_is_the_sum_or_mean_of_its_rows() {
    var table = Guarded.of(1, 2, 4);
    var indices = Guarded.ofInts(0, 2, 1);
    var offsets = Guarded.ofInts(0, 2, 2, 3);
    var out = Guarded.unwritten(3, 0);
    EmbeddingBag.sum(3, 1)
        .run(THREADS, table.address(), indices.address(), offsets.address(), out.address());
    assertThat(out.floats()).containsExactly(5, 0, 2);
    EmbeddingBag.mean(3, 1)
        .run(THREADS, table.address(), indices.address(), offsets.address(), out.address());
    assertThat(out.floats()).containsExactly(2.5f, 0, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 15, 16, 17, 900})
  void a_single_one_is_where_the_index_says(int classes) {
    int[] indices = Numbers.indices(40, classes + 2, 6);
    indices[3] = -1;
    var at = Guarded.ofInts(indices);
    var out = Guarded.unwritten(40 * classes, 1);
    var expected = Guarded.unwritten(40 * classes, 1);
    OneHot.of(40, classes).run(THREADS, at.address(), out.address());
    OneHotReference.run(40, classes, at.address(), expected.address());
    assertThat(out.ints()).isEqualTo(expected.ints());
  }

  static Stream<ResizeShape> resizes() {
    var shapes = new ArrayList<ResizeShape>();
    int lanes = Lanes.COUNT;
    for (ResizeMode mode : ResizeMode.values()) {
      for (int channels : List.of(0, 1, 3, lanes - 1, lanes, lanes + 1, 15, 17, 67)) {
        shapes.add(new ResizeShape(2, 5, 4, channels, 10, 8, mode));
        shapes.add(new ResizeShape(1, 9, 7, channels, 3, 5, mode));
      }
      shapes.add(new ResizeShape(2, 1, 6, 19, 4, 1, mode));
      shapes.add(new ResizeShape(1, 6, 6, 19, 6, 6, mode));
      shapes.add(new ResizeShape(1, 7, 3, 2, 23, 29, mode));
      shapes.add(new ResizeShape(1, 14, 14, 40, 28, 28, mode));
    }
    return shapes.stream();
  }

  @ParameterizedTest
  @MethodSource("resizes")
  void images_of_another_size_are_those_of_the_reference(ResizeShape shape) {
    var in = Guarded.of(Numbers.special(shape.inputSize(), 1), 1);
    var expected = Guarded.unwritten((int) shape.outputSize(), 0);
    ResizeReference.run(shape, in.address(), expected.address());
    var out = Guarded.unwritten((int) shape.outputSize(), 1);
    Resize.of(shape).run(THREADS, in.address(), out.address());
    assertThat(out.bits()).isEqualTo(expected.bits());

    var gradient = Guarded.of(Numbers.special(shape.outputSize(), 2), 1);
    var expectedBack = Guarded.unwritten((int) shape.inputSize(), 0);
    ResizeReference.gradient(shape, gradient.address(), expectedBack.address());
    var back = Guarded.unwritten((int) shape.inputSize(), 1);
    ResizeGradient.of(shape).run(THREADS, gradient.address(), back.address());
    assertThat(back.bits()).isEqualTo(expectedBack.bits());
  }

  /// In double, with the places computed exactly: between elements an error of the place in the
  /// last bits moves the value by as little.
  @ParameterizedTest
  @MethodSource("resizes")
  void the_reference_is_right_and_its_gradient_adjoint(ResizeShape shape) {
    float[] image = Numbers.normal(shape.inputSize(), 3);
    var in = Guarded.of(image);
    var out = Guarded.unwritten((int) shape.outputSize(), 0);
    ResizeReference.run(shape, in.address(), out.address());
    float[] resized = out.floats();
    int at = 0;
    for (int n = 0; n < shape.batch(); n++) {
      for (int oy = 0; oy < shape.outHeight(); oy++) {
        for (int ox = 0; ox < shape.outWidth(); ox++) {
          for (int c = 0; c < shape.channels(); c++, at++) {
            double y = place(shape.mode(), shape.height(), shape.outHeight(), oy);
            double x = place(shape.mode(), shape.width(), shape.outWidth(), ox);
            double sum = 0;
            for (int i = 0; i < shape.height(); i++) {
              for (int j = 0; j < shape.width(); j++) {
                double weight = Math.max(0, 1 - Math.abs(i - y)) * Math.max(0, 1 - Math.abs(j - x));
                int element = ((n * shape.height() + i) * shape.width() + j) * shape.channels() + c;
                sum += weight * image[element];
              }
            }
            assertThat((double) resized[at]).isCloseTo(sum, within(1e-5));
          }
        }
      }
    }
    var gradient = Guarded.of(Numbers.normal(shape.outputSize(), 4));
    var back = Guarded.unwritten((int) shape.inputSize(), 0);
    ResizeReference.gradient(shape, gradient.address(), back.address());
    assertThat(dot(in, back)).isCloseTo(dot(out, gradient), within(1e-3));
  }

  private static double place(ResizeMode mode, int in, int out, int o) {
    double place =
        switch (mode) {
          case NEAREST -> Math.floorDiv(o * in, out);
          case LINEAR -> Math.max(0, (o + 0.5) * in / out - 0.5);
          case LINEAR_ALIGNED -> out == 1 ? 0 : (double) o * (in - 1) / (out - 1);
        };
    return Math.min(place, in - 1);
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
}
