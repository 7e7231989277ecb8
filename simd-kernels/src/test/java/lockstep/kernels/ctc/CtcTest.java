package lockstep.kernels.ctc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// CTC against its reference to the bit, and against all paths one by one in double.
class CtcTest {

  private static final Parallel PARALLEL = Parallel.of(2, Parallel.Idle.SLEEP);
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  /// All memory of a loss and its gradient; lengths may be absent.
  private static final class Memory {
    private final CtcShape shape;
    private final Guarded numbers;
    private final Guarded targets;
    private final Guarded lengths;
    private final long lengthsAt;
    private final Guarded dLosses;
    private final Guarded losses;
    private final Guarded gradient;

    Memory(CtcShape shape, float[] numbers, int[] targets, int... lengths) {
      this.shape = shape;
      this.numbers = Guarded.of(numbers, 1);
      this.targets = Guarded.ofInts(targets);
      this.lengths = Guarded.ofInts(lengths);
      lengthsAt = lengths.length == 0 ? 0 : this.lengths.address();
      float[] ones = new float[shape.samples()];
      Arrays.fill(ones, 1);
      dLosses = Guarded.of(ones);
      losses = Guarded.unwritten(shape.samples(), 1);
      gradient = Guarded.unwritten(numbers.length, 2);
    }

    Memory run() {
      var forward = Ctc.of(shape);
      var backward = CtcGradient.of(shape);
      var saved = Guarded.unwritten(shape.samples() * shape.steps() * shape.states(), 3);
      var scratch = CtcCases.scratch(forward, backward);
      forward.run(
          PARALLEL,
          numbers.address(),
          targets.address(),
          lengthsAt,
          losses.address(),
          saved.address(),
          scratch.address());
      backward.run(
          PARALLEL,
          numbers.address(),
          targets.address(),
          lengthsAt,
          losses.address(),
          saved.address(),
          dLosses.address(),
          gradient.address(),
          scratch.address());
      assertThat(saved.floats()).isNotNull();
      assertThat(scratch.floats()).isNotNull();
      return this;
    }

    Memory reference() {
      CtcReference.losses(shape, numbers.address(), targets.address(), lengthsAt, losses.address());
      CtcReference.gradient(
          shape,
          numbers.address(),
          targets.address(),
          lengthsAt,
          dLosses.address(),
          gradient.address());
      assertThat(lengths.ints()).isNotNull();
      return this;
    }
  }

  static Stream<CtcShape> shapes() {
    return Stream.of(
        new CtcShape(9, 8, 4, 3),
        new CtcShape(40, 31, 7, 5),
        new CtcShape(3, 1, 2, 1),
        new CtcShape(4, 6, 3, 0),
        new CtcShape(6, 0, 3, 2),
        new CtcShape(0, 5, 3, 2),
        new CtcShape(7, 33, 2, 9),
        new CtcShape(2, 200, 40, 30));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void the_kernel_gives_the_bits_of_the_reference(CtcShape shape) {
    float[] numbers =
        CtcCases.numbers(shape.samples() * shape.steps() * shape.classes(), shape.steps());
    int[] targets = CtcCases.targets(shape);
    for (int damage = 0; damage < 4; damage++) {
      if (damage == 1 && numbers.length > 4) {
        numbers[1] = -INFINITY;
        numbers[4] = -INFINITY;
      }
      if (damage == 2 && numbers.length > 7) {
        numbers[numbers.length - 1] = Float.NaN;
      }
      if (damage == 3 && targets.length > 0) {
        targets[0] = shape.classes();
      }
      for (int[] lengths : new int[][] {{}, CtcCases.lengths(shape)}) {
        Memory kernel = new Memory(shape, numbers, targets, lengths).run();
        Memory reference = new Memory(shape, numbers, targets, lengths).reference();
        assertThat(kernel.losses.bits()).isEqualTo(reference.losses.bits());
        assertThat(kernel.gradient.bits()).isEqualTo(reference.gradient.bits());
      }
    }
  }

  /// The loss of one sample and its gradient, from all paths.
  private record All(double loss, List<Double> gradient) {

    static All of(float[] numbers, int classes, List<Integer> labels) {
      int steps = numbers.length / classes;
      double whole = 0;
      double[] parts = new double[numbers.length];
      int[] path = new int[steps];
      for (int number = 0; number < Math.pow(classes, steps); number++) {
        int rest = number;
        double sum = 0;
        for (int step = 0; step < steps; step++) {
          path[step] = rest % classes;
          rest /= classes;
          sum += numbers[step * classes + path[step]];
        }
        if (reading(path).equals(labels)) {
          whole += Math.exp(sum);
          for (int step = 0; step < steps; step++) {
            parts[step * classes + path[step]] += Math.exp(sum);
          }
        }
      }
      double probability = whole;
      return new All(
          -Math.log(whole), Arrays.stream(parts).map(part -> -part / probability).boxed().toList());
    }

    private static List<Integer> reading(int[] path) {
      var labels = new ArrayList<Integer>();
      int last = 0;
      for (int each : path) {
        if (each != last && each != 0) {
          labels.add(each);
        }
        last = each;
      }
      return labels;
    }
  }

  static Stream<List<Integer>> labels() {
    return Stream.of(
        List.of(),
        List.of(1),
        List.of(2, 1),
        List.of(1, 1),
        List.of(2, 2, 2),
        List.of(1, 2, 1),
        List.of(1, 2, 2, 1),
        List.of(1, 2, 1, 2, 1, 2));
  }

  @ParameterizedTest
  @MethodSource("labels")
  void it_is_the_sum_over_all_paths(List<Integer> labels) {
    int[] target = labels.stream().mapToInt(Integer::intValue).toArray();
    for (int steps = labels.isEmpty() ? 1 : 5; steps <= 7; steps++) {
      float[] numbers = CtcCases.numbers(steps * 3, steps);
      var found = new Memory(new CtcShape(1, steps, 3, target.length), numbers, target).run();
      All expected = All.of(numbers, 3, labels);
      if (Double.isInfinite(expected.loss)) {
        assertThat(found.losses.floats()).containsExactly(INFINITY);
        assertThat(found.gradient.floats()).containsOnly(0);
      } else {
        // Each step rounds a few times, numbers up to 4 in size.
        double bound = 4 * 4 * Math.ulp(1f) * steps;
        assertThat((double) found.losses.floats()[0]).isCloseTo(expected.loss, within(bound));
        for (int i = 0; i < numbers.length; i++) {
          assertThat((double) found.gradient.floats()[i])
              .isCloseTo(expected.gradient.get(i), within(bound));
        }
      }
    }
  }

  @Test
  void what_is_no_label_is_left_out_wherever_it_stands() {
    float[] numbers = CtcCases.numbers(2 * 6 * 4, 1);
    float[] twice = numbers.clone();
    System.arraycopy(twice, 0, twice, 24, 24);
    var found =
        new Memory(new CtcShape(2, 6, 4, 5), twice, new int[] {3, 1, 2, 0, 0, -1, 3, 0, 1, 2})
            .run();
    int[] bits = found.losses.bits();
    assertThat(bits[1]).isEqualTo(bits[0]);
    var plain =
        new Memory(new CtcShape(1, 6, 4, 3), Arrays.copyOf(numbers, 24), new int[] {3, 1, 2});
    assertThat(plain.run().losses.bits()[0]).isEqualTo(bits[0]);
  }

  @Test
  void steps_beyond_the_length_count_for_nothing() {
    float[] numbers = CtcCases.numbers(7 * 3, 1);
    Arrays.fill(numbers, 12, 21, Float.NaN);
    var found = new Memory(new CtcShape(1, 7, 3, 2), numbers, new int[] {1, 2}, 4).run();
    float[] whole = Arrays.copyOf(numbers, 12);
    var expected = new Memory(new CtcShape(1, 4, 3, 2), whole, new int[] {1, 2}).run();
    assertThat(found.losses.bits()).isEqualTo(expected.losses.bits());
    assertThat(Arrays.copyOf(found.gradient.bits(), 12)).isEqualTo(expected.gradient.bits());
    assertThat(Arrays.copyOfRange(found.gradient.floats(), 12, 21)).containsOnly(0);
  }

  @Test
  void too_few_steps_cost_infinity_and_have_no_gradient() {
    for (int steps = 0; steps <= 2; steps++) {
      var found =
          new Memory(new CtcShape(1, steps, 2, 2), CtcCases.numbers(steps * 2, 1), new int[] {1, 1})
              .run();
      assertThat(found.losses.floats()).containsExactly(INFINITY);
      for (float each : found.gradient.floats()) {
        assertThat(each).isZero();
      }
    }
    var three = new Memory(new CtcShape(1, 3, 2, 2), new float[6], new int[] {1, 1}).run();
    // The one path, at no cost; that of the paths that do not end there is rounded.
    assertThat(three.losses.floats()[0]).isCloseTo(0, within(1e-6f));
    assertThat(three.gradient.floats()).containsExactly(0, -1, -1, 0, 0, -1);
  }

  @Test
  void no_labels_cost_what_blanks_cost() {
    float[] numbers = {-1, -9, -2, -9, -0.5f, -9};
    var found = new Memory(new CtcShape(1, 3, 2, 2), numbers, new int[] {0, -1}).run();
    assertThat(found.losses.floats()).containsExactly(3.5f);
    assertThat(found.gradient.floats()).containsExactly(-1, 0, -1, 0, -1, 0);
    assertThat(new Memory(new CtcShape(1, 0, 2, 2), new float[0], new int[2]).run().losses.floats())
        .containsExactly(0);
  }

  @Test
  void a_label_that_is_no_class_costs_nan() {
    var found = new Memory(new CtcShape(1, 3, 2, 1), new float[6], new int[] {2}).run();
    assertThat(found.losses.floats()).containsExactly(Float.NaN);
    assertThat(found.gradient.floats()).containsOnly(Float.NaN);
  }

  @Test
  void thousands_of_steps_lose_no_digits() {
    int steps = 5000;
    int classes = 5;
    float[] numbers = CtcCases.numbers(steps * classes, 1);
    int[] target = CtcCases.targets(new CtcShape(1, steps, classes, 40));
    Arrays.setAll(target, i -> Math.max(1, target[i]));
    var found = new Memory(new CtcShape(1, steps, classes, 40), numbers, target).run();
    double[] sums = new double[steps];
    float[] gradient = found.gradient.floats();
    for (int i = 0; i < gradient.length; i++) {
      sums[i / classes] += gradient[i];
    }
    for (double sum : sums) {
      assertThat(sum).isCloseTo(-1, within(1e-5));
    }
    double expected = inDouble(numbers, classes, target);
    assertThat((double) found.losses.floats()[0]).isCloseTo(expected, within(1e-6 * expected));
  }

  /// The loss from scaled probabilities, which need no logarithms but of their sums.
  private static double inDouble(float[] numbers, int classes, int[] target) {
    int states = 2 * target.length + 1;
    double[] row = new double[states];
    row[0] = 1;
    double loss = 0;
    for (int step = 0; step < numbers.length / classes; step++) {
      double[] next = new double[states];
      double sum = 0;
      for (int s = 0; s < states; s++) {
        int label = s % 2 == 0 ? 0 : target[s / 2];
        boolean jumps = s % 2 == 1 && s > 1 && label != target[s / 2 - 1];
        double before = row[s] + (s > 0 ? row[s - 1] : 0) + (jumps ? row[s - 2] : 0);
        next[s] = before * Math.exp(numbers[step * classes + label]);
        sum += next[s];
      }
      for (int s = 0; s < states; s++) {
        row[s] = next[s] / sum;
      }
      loss -= Math.log(sum);
    }
    return loss - Math.log(row[states - 1] + row[states - 2]);
  }

  @Test
  void sizes_are_checked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CtcShape(1, 1, 0, 1))
        .withMessage("classes: expected 1 or more, got 0.");
  }
}
