package lockstep.kernels.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import lockstep.kernels.Guarded;
import lockstep.kernels.Lanes;
import lockstep.kernels.Parallel;
import lockstep.kernels.map.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Reductions against their reference, to the bit, and the reference against sums in double.
class ReduceTest {

  private static final Parallel SEVERAL = Parallel.of(3, Parallel.Idle.SLEEP);

  private static final class Tensor {
    final int[] sizes;
    final int[] axes;

    Tensor(int[] sizes, int[] axes) {
      this.sizes = sizes;
      this.axes = axes;
    }

    int count() {
      return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    }

    ReduceShape shape() {
      return ReduceShape.of(sizes, axes);
    }

    @Override
    public String toString() {
      return Arrays.toString(sizes) + " over " + Arrays.toString(axes);
    }
  }

  private static List<Tensor> tensors() {
    int lanes = Lanes.COUNT;
    return List.of(
        tensor(sizes()),
        tensor(sizes(1), 0),
        tensor(sizes(0), 0),
        tensor(sizes(5, 0), 1),
        tensor(sizes(0, 5), 1),
        tensor(sizes(0, 5), 0),
        tensor(sizes(3, 0, 5), 0, 2),
        tensor(sizes(0, 3, 5), 0, 2),
        tensor(sizes(7, 3)),
        tensor(sizes(1, lanes - 1), 1),
        tensor(sizes(2, lanes), 1),
        tensor(sizes(3, lanes + 1), 1),
        tensor(sizes(4, 15), 1),
        tensor(sizes(5, 16), 1),
        tensor(sizes(9, 17), 1),
        tensor(sizes(6, 101), 1),
        tensor(sizes(5003, 10), 1),
        tensor(sizes(Pass.ROW_CHUNK), 0),
        tensor(sizes(3 * Pass.ROW_CHUNK), 0),
        tensor(sizes(100_003), 0),
        tensor(sizes(3, 2 * Pass.ROW_CHUNK + 5), 1),
        tensor(sizes(7, 1), 0),
        tensor(sizes(7, lanes - 1), 0),
        tensor(sizes(7, lanes), 0),
        tensor(sizes(7, 4 * lanes + 3), 0),
        tensor(sizes(1_031, 70), 0),
        tensor(sizes(10_007, 3), 0),
        tensor(sizes(300, 2_100), 0),
        tensor(sizes(5, 31, 37), 1),
        tensor(sizes(4, 3, 5, 29), 0, 2, 3),
        tensor(sizes(4, 3, 5, 29), 1, 3),
        tensor(sizes(2, 3, 4, 5, 3, 2), 0, 2, 4),
        tensor(sizes(2, 3, 4, 5, 3, 2), 1, 3, 5),
        tensor(sizes(520, 1, 3, 40), 0, 1, 3));
  }

  private static Tensor tensor(int[] sizes, int... axes) {
    return new Tensor(sizes, axes);
  }

  private static int[] sizes(int... sizes) {
    return sizes;
  }

  @ParameterizedTest
  @EnumSource
  void vectors_give_the_bits_of_the_reference(Reduction reduction) {
    for (Tensor tensor : tensors()) {
      float[] numbers = Samples.normal(tensor.count(), 1);
      check(reduction, tensor, numbers);
      for (int i = 0; i < numbers.length; i += 23) {
        numbers[i] = Samples.wild(1, i)[0];
      }
      check(reduction, tensor, numbers);
    }
  }

  private static void check(Reduction reduction, Tensor tensor, float[] numbers) {
    var in = Guarded.of(numbers, 1);
    ReduceShape shape = tensor.shape();
    int kept = (int) shape.kept();
    var out = Guarded.unwritten(kept, 1);
    var expected = Guarded.unwritten(kept, 0);
    Reduce reduce = Reduce.of(reduction, shape);
    var scratch = Guarded.unwritten((int) (reduce.scratchBytes(3) / Float.BYTES), 0);
    ReduceReference.reduce(reduction, shape, in.address(), expected.address(), scratch.address());
    reduce.run(SEVERAL, in.address(), out.address(), scratch.address());
    scratch.floats();
    assertThat(out.bits()).as("%s %s", reduction, tensor).isEqualTo(expected.bits());
  }

  @ParameterizedTest
  @EnumSource
  void the_reference_is_near_a_sum_in_double(Reduction reduction) {
    for (Tensor tensor : tensors()) {
      float[] numbers = Samples.normal(tensor.count(), 2);
      ReduceShape shape = tensor.shape();
      var in = Guarded.of(numbers);
      var out = Guarded.unwritten((int) shape.kept(), 0);
      Reduce reduce = Reduce.of(reduction, shape);
      var scratch = Guarded.unwritten((int) (reduce.scratchBytes(1) / Float.BYTES), 0);
      ReduceReference.reduce(reduction, shape, in.address(), out.address(), scratch.address());
      float[] found = out.floats();
      double[][] exact = Naive.reduce(tensor.sizes, tensor.axes, numbers);
      for (int i = 0; i < found.length; i++) {
        double n = exact[i][0];
        double expected =
            switch (reduction) {
              case SUM -> exact[i][1];
              case MEAN -> exact[i][1] / n;
              case MAX -> exact[i][4];
              case MIN -> exact[i][5];
              case SUM_OF_SQUARES -> exact[i][3];
              case L2 -> Math.sqrt(exact[i][3]);
            };
        // No element goes through more than a chain of 512 and a tree or two of sums.
        double depth = Math.min(n, 560) * 0x1p-24;
        double bound =
            switch (reduction) {
              case SUM -> depth * exact[i][2];
              case MEAN -> (depth + 0x1p-24) * exact[i][2] / Math.max(1, n);
              case MAX, MIN -> 0;
              case SUM_OF_SQUARES, L2 -> depth * expected + 0x1p-23 * expected;
            };
        if (Double.isNaN(expected) || Double.isInfinite(expected)) {
          assertThat((double) found[i]).isEqualTo(Double.valueOf(expected));
        } else {
          assertThat((double) found[i])
              .as("%s %s", reduction, tensor)
              .isCloseTo(expected, within(bound));
        }
      }
    }
  }

  @Test
  void of_nothing_there_are_neutral_elements() {
    for (Reduction reduction : Reduction.values()) {
      float expected =
          switch (reduction) {
            case SUM, SUM_OF_SQUARES, L2 -> 0;
            case MEAN -> Float.NaN;
            case MAX -> Float.NEGATIVE_INFINITY;
            case MIN -> Float.POSITIVE_INFINITY;
          };
      var out = Guarded.unwritten(2, 0);
      Reduce reduce = Reduce.of(reduction, ReduceShape.of(sizes(2, 0), 1));
      var scratch = Guarded.unwritten((int) (reduce.scratchBytes(3) / Float.BYTES), 0);
      reduce.run(SEVERAL, 0, out.address(), scratch.address());
      assertThat(out.floats()).containsExactly(expected, expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1", "3, 1, 1", "1, 7, 1", "5, 15, 1", "4, 16, 1", "3, 17, 1", "2, 1009, 1",
    "3000, 10, 1", "2, 40000, 1", "0, 3, 1", "2, 5, 3", "1, 300, 16", "4, 9, 33", "2, 11, 700",
    "2, 3, 0"
  })
  void places_are_those_of_the_reference(int outer, int reduced, int inner) {
    var shape = new ArgmaxShape(outer, reduced, inner);
    int count = outer * reduced * inner;
    for (int kind = 0; kind < 3; kind++) {
      float[] numbers = Samples.normal(count, 3);
      for (int i = 0; i < count; i++) {
        // Ties, then special values among them.
        numbers[i] = kind == 0 ? numbers[i] : Math.round(numbers[i] * 2);
        numbers[i] = kind == 2 && i % 13 == 0 ? Samples.wild(1, i)[0] : numbers[i];
      }
      var in = Guarded.of(numbers, 1);
      var out = Guarded.unwritten(outer * inner, 1);
      var expected = Guarded.unwritten(outer * inner, 0);
      ArgmaxReference.argmax(shape, in.address(), expected.address());
      Argmax argmax = Argmax.of(shape);
      var scratch = Guarded.unwritten((int) (argmax.scratchBytes(3) / Float.BYTES), 0);
      argmax.run(SEVERAL, in.address(), out.address(), scratch.address());
      assertThat(out.ints()).isEqualTo(expected.ints());
    }
  }

  @Test
  void the_first_place_wins_and_nan_is_largest() {
    assertThat(place(1, 5, 2, 5)).isEqualTo(1);
    assertThat(place(-0f, 0f)).isZero();
    assertThat(place(1, Float.NaN, Float.POSITIVE_INFINITY, Float.NaN)).isEqualTo(1);
    assertThat(place(Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY)).isZero();
  }

  private static int place(float... numbers) {
    var in = Guarded.of(numbers);
    var out = Guarded.unwritten(1, 0);
    Argmax argmax = Argmax.of(ArgmaxShape.of(sizes(numbers.length), 0));
    var scratch = Guarded.unwritten((int) (argmax.scratchBytes(3) / Float.BYTES), 0);
    argmax.run(SEVERAL, in.address(), out.address(), scratch.address());
    return out.ints()[0];
  }

  @Test
  void axes_merge() {
    assertThat(ReduceShape.of(sizes(8, 3, 5), 2)).isEqualTo(new ReduceShape(1, 1, 1, 1, 24, 5, 1));
    assertThat(ReduceShape.of(sizes(8, 3, 5), 1, 0))
        .isEqualTo(new ReduceShape(1, 1, 1, 1, 1, 24, 5));
    assertThat(ReduceShape.of(sizes(8, 1, 5), 0, 2))
        .isEqualTo(new ReduceShape(1, 1, 1, 1, 1, 40, 1));
    assertThat(ReduceShape.of(sizes(2, 3, 4, 5, 6, 7), 0, 2, 4))
        .isEqualTo(new ReduceShape(1, 2, 3, 4, 5, 6, 7));
  }

  @Test
  void senseless_shapes_are_refused_by_name() {
    assertThatThrownBy(() -> ReduceShape.of(sizes(2, 3), 2))
        .hasMessage("axes: expected different ones below 2, got [2].");
    assertThatThrownBy(() -> ReduceShape.of(sizes(2, -3), 0))
        .hasMessage("size: expected 0 or more, got -3.");
    assertThatThrownBy(() -> ArgmaxShape.of(sizes(2, 0), 1))
        .hasMessage("reduced: expected 1 or more, got 0. The largest of no element has no place.");
    assertThatThrownBy(() -> ArgmaxShape.of(sizes(2, 3, 4), 0, 2))
        .hasMessage("axes: expected neighbours, got some apart. Move them together first.");
  }
}
