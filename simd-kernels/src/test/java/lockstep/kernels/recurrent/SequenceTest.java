package lockstep.kernels.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.kernels.Parallel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole sequences: the kernels against their references to the bit, and against the textbook in
/// double with finite differences.
class SequenceTest {

  private static final Parallel PARALLEL = Parallel.of(2, Parallel.Idle.SLEEP);

  /// A layer by its sizes.
  record Case(Layer.Kind kind, SequenceShape shape, List<Integer> lengths) {
    Layer layer() {
      return new Layer(kind, shape, lengths.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public String toString() {
      return kind + " " + shape + " lengths " + lengths;
    }
  }

  private static Stream<Case> cases(int[][] sizes) {
    var cases = new ArrayList<Case>();
    for (Layer.Kind kind : Layer.Kind.values()) {
      for (Direction direction : Direction.values()) {
        for (Order order : Order.values()) {
          for (int[] s : sizes) {
            var shape = new SequenceShape(s[0], s[1], s[2], s[3], direction, order);
            cases.add(new Case(kind, shape, List.of()));
            if (s[1] > 0) {
              int[] lengths = Numbers.lengths(s[1], s[0], 7);
              cases.add(new Case(kind, shape, Arrays.stream(lengths).boxed().toList()));
            }
          }
        }
      }
    }
    return cases.stream();
  }

  static Stream<Case> awkward() {
    return cases(
        new int[][] {
          {1, 1, 1, 1},
          {0, 2, 3, 4},
          {3, 0, 2, 5},
          {2, 3, 0, 4},
          {2, 3, 4, 0},
          {5, 3, 7, 17},
          {4, 2, 16, 16},
          {90, 3, 5, 6},
          // Whole panels of rows, with gates that fill panels and with others.
          {5, 32, 7, 16},
          {3, 64, 37, 72},
          {2, 32, 90, 40},
          {1, 32, 2, 32},
          {3, 32, 1, 8},
          {9, 32, 3, 8},
          {3, 64, 16, 75},
          {2, 32, 0, 4},
          {2, 32, 3, 0},
          {0, 32, 3, 4}
        });
  }

  static Stream<Case> small() {
    return cases(new int[][] {{1, 2, 3, 2}, {4, 3, 3, 5}});
  }

  @ParameterizedTest
  @MethodSource("awkward")
  void it_equals_the_reference(Case test) {
    Layer found = test.layer();
    Layer expected = test.layer();
    found.kernels().accept(PARALLEL);
    expected.reference();
    assertThat(found.y.bits()).as("y").isEqualTo(expected.y.bits());
    assertThat(found.lastH.bits()).as("h").isEqualTo(expected.lastH.bits());
    assertThat(found.lastC.bits()).as("c").isEqualTo(expected.lastC.bits());
    if (test.kind != Layer.Kind.LSTM || !new LstmPanels(test.shape).areForTraining()) {
      assertThat(found.saved.bits()).as("saved").isEqualTo(expected.saved.bits());
    }
    for (int i = 0; i < Layer.NAMES.length; i++) {
      assertThat(found.gradients[i].bits())
          .as("the gradient of %s", Layer.NAMES[i])
          .isEqualTo(expected.gradients[i].bits());
    }
  }

  static Stream<Case> predicted() {
    return Stream.concat(
            awkward(),
            cases(
                new int[][] {
                  // A hundred steps of 33 rows are several times what is multiplied at once.
                  {100, 33, 5, 41},
                  // Whole panels of rows, and nearly whole ones.
                  {5, 16, 20, 33},
                  {4, 63, 37, 70},
                  {9, 48, 5, 7},
                  {3, 32, 1008, 16},
                  {6, 32, 0, 40},
                  {2, 32, 16, 0},
                  {0, 32, 3, 4}
                }))
        .filter(test -> test.kind == Layer.Kind.LSTM || test.kind == Layer.Kind.GRU);
  }

  @ParameterizedTest
  @MethodSource("predicted")
  void a_prediction_equals_the_reference_with_and_without_its_steps(Case test) {
    Layer expected = test.layer();
    expected.reference();
    for (boolean eachStep : new boolean[] {true, false}) {
      Layer found = test.layer();
      int[] unwritten = found.y.bits();
      found.prediction(eachStep).accept(PARALLEL);
      assertThat(found.y.bits()).as("y").isEqualTo(eachStep ? expected.y.bits() : unwritten);
      assertThat(found.lastH.bits()).as("h").isEqualTo(expected.lastH.bits());
      assertThat(found.lastC.bits()).as("c").isEqualTo(expected.lastC.bits());
    }
  }

  @ParameterizedTest
  @MethodSource("small")
  void it_is_the_textbook_s_and_its_gradient_that_of_finite_differences(Case test) {
    Layer layer = test.layer();
    layer.kernels().accept(PARALLEL);
    double[][] inputs = DoubleLayer.doubles(layer.inputs);
    var textbook = new DoubleLayer(layer, inputs);
    SequenceShape shape = test.shape;
    // A step rounds each product of a sum once, and its functions a few times; all of it may pass
    // on to the next step.
    int roundings = shape.time() * (shape.features() + shape.hidden() + 20);
    float[] y = layer.y.floats();
    for (int i = 0; i < y.length; i++) {
      assertThat((double) y[i])
          .isCloseTo(textbook.y[i], within(roundings * (double) Math.ulp(0.5f)));
    }
    float[] h = layer.lastH.floats();
    for (int i = 0; i < h.length; i++) {
      assertThat((double) h[i])
          .isCloseTo(textbook.h[i], within(roundings * (double) Math.ulp(0.5f)));
    }
    double[] peaks = new double[Layer.NAMES.length];
    double[][] expected = new double[Layer.NAMES.length][];
    for (int i = 0; i < Layer.NAMES.length; i++) {
      expected[i] = differences(layer, inputs, i);
      for (double gradient : expected[i]) {
        peaks[i] = Math.max(peaks[i], Math.abs(gradient));
      }
    }
    for (int i = 0; i < Layer.NAMES.length; i++) {
      if ((i == 2 && test.kind != Layer.Kind.LSTM) || (i == 6 && test.kind != Layer.Kind.GRU)) {
        continue;
      }
      float[] found = layer.gradients[i].floats();
      double tolerance = Math.max(1, peaks[i]) * roundings * Math.ulp(1f);
      for (int j = 0; j < found.length; j++) {
        assertThat((double) found[j])
            .as("the gradient of %s, %d", Layer.NAMES[i], j)
            .isCloseTo(expected[i][j], within(tolerance));
      }
    }
  }

  private static double[] differences(Layer layer, double[][] inputs, int input) {
    double step = 1e-5;
    double[] differences = new double[inputs[input].length];
    for (int j = 0; j < differences.length; j++) {
      double x = inputs[input][j];
      inputs[input][j] = x + step;
      double more = new DoubleLayer(layer, inputs).loss(layer.seeds);
      inputs[input][j] = x - step;
      double less = new DoubleLayer(layer, inputs).loss(layer.seeds);
      inputs[input][j] = x;
      differences[j] = (more - less) / (2 * step);
    }
    return differences;
  }
}
