package lockstep.kernels.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Cross-entropy with labels and with distributions: against the reference to the bit, and against
/// doubles and their finite differences.
class CrossEntropyTest {

  private static final Parallel ALONE = Parallel.of(1, Parallel.Idle.SLEEP);
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  /// All memory of one loss and its gradient.
  private record Memory(
      Guarded logits,
      Guarded labels,
      Guarded targets,
      long weights,
      Guarded weightMemory,
      Guarded losses,
      Guarded saved,
      Guarded mean,
      Guarded gradient) {

    static Memory of(CrossEntropyShape shape, float[] logits, int[] labels, boolean weighted) {
      int count = logits.length;
      int rows = shape.rows();
      var weights = Guarded.of(SoftmaxCases.weights(shape.columns()), 1);
      return new Memory(
          Guarded.of(logits, 1),
          Guarded.ofInts(labels),
          Guarded.of(SoftmaxCases.weights(count), 3),
          weighted ? weights.address() : Labels.NO_WEIGHTS,
          weights,
          Guarded.unwritten(rows, 0),
          Guarded.unwritten(3 * rows, 1),
          Guarded.unwritten(2, 0),
          Guarded.unwritten(count, 2));
    }

    Memory labels(CrossEntropyShape shape) {
      CrossEntropy.of(shape)
          .run(
              ALONE,
              logits.address(),
              labels.address(),
              weights,
              losses.address(),
              saved.address(),
              mean.address());
      CrossEntropyGradient.of(shape)
          .run(
              ALONE,
              logits.address(),
              labels.address(),
              weights,
              saved.address(),
              mean.address() + 4,
              gradient.address());
      return this;
    }

    Memory labelsReference(CrossEntropyShape shape) {
      CrossEntropyReference.labels(
          shape,
          logits.address(),
          labels.address(),
          weights,
          losses.address(),
          saved.address(),
          mean.address());
      CrossEntropyReference.labelsGradient(
          shape,
          logits.address(),
          labels.address(),
          weights,
          saved.address(),
          mean.address() + 4,
          gradient.address());
      return this;
    }

    void expectEqual(Memory other) {
      assertThat(losses.bits()).isEqualTo(other.losses.bits());
      assertThat(saved.bits()).isEqualTo(other.saved.bits());
      assertThat(mean.bits()).isEqualTo(other.mean.bits());
      assertThat(gradient.bits()).isEqualTo(other.gradient.bits());
      assertThat(weightMemory.floats()).isNotNull();
    }
  }

  static Stream<CrossEntropyShape> shapes() {
    return Stream.of(0f, 0.1f, 1f)
        .flatMap(smoothing ->
            Stream.of(1, 2, 10, 15, 16, 17, 33, 1000)
                .map(columns -> new CrossEntropyShape(19, columns, smoothing, 5)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void vectors_give_the_bits_of_the_reference(CrossEntropyShape shape) {
    int rows = shape.rows();
    float[] logits = SoftmaxCases.numbers(rows * shape.columns(), 1);
    logits[2 * shape.columns()] = INFINITY;
    logits[3 * shape.columns()] = -INFINITY;
    logits[4 * shape.columns()] = Float.NaN;
    int[] labels = SoftmaxCases.labels(rows, shape.columns());
    for (boolean weighted : new boolean[] {false, true}) {
      Memory.of(shape, logits, labels, weighted)
          .labels(shape)
          .expectEqual(Memory.of(shape, logits, labels, weighted).labelsReference(shape));
      labels[7] = -1;
    }
    expectSoft(rows, shape.columns(), logits);
  }

  private static void expectSoft(int rows, int columns, float[] logits) {
    var shape = CrossEntropyShape.plain(rows, columns);
    var m = Memory.of(shape, logits, new int[rows], false);
    var r = Memory.of(shape, logits, new int[rows], false);
    SoftCrossEntropy.of(rows, columns)
        .run(
            ALONE,
            m.logits.address(),
            m.targets.address(),
            m.losses.address(),
            m.saved.address(),
            m.mean.address());
    SoftCrossEntropyGradient.of(rows, columns)
        .run(
            ALONE,
            m.logits.address(),
            m.targets.address(),
            m.saved.address(),
            m.mean.address() + 4,
            m.gradient.address());
    CrossEntropyReference.soft(
        rows,
        columns,
        r.logits.address(),
        r.targets.address(),
        r.losses.address(),
        r.saved.address(),
        r.mean.address());
    CrossEntropyReference.softGradient(
        rows,
        columns,
        r.logits.address(),
        r.targets.address(),
        r.saved.address(),
        r.mean.address() + 4,
        r.gradient.address());
    m.expectEqual(r);
    for (long out : new long[] {m.logits.address(), m.targets.address()}) {
      var fresh = Memory.of(shape, logits, new int[rows], false);
      boolean overLogits = out == m.logits.address();
      SoftCrossEntropyGradient.of(rows, columns)
          .run(
              ALONE,
              fresh.logits.address(),
              fresh.targets.address(),
              m.saved.address(),
              m.mean.address() + 4,
              overLogits ? fresh.logits.address() : fresh.targets.address());
      assertThat((overLogits ? fresh.logits : fresh.targets).bits()).isEqualTo(r.gradient.bits());
    }
  }

  @Test
  void the_gradient_may_take_the_place_of_the_logits() {
    var shape = new CrossEntropyShape(9, 37, 0.1f, 4);
    float[] logits = SoftmaxCases.numbers(9 * 37, 1);
    int[] labels = SoftmaxCases.labels(9, 37);
    var m = Memory.of(shape, logits, labels, true).labels(shape);
    CrossEntropyGradient.of(shape)
        .run(
            ALONE,
            m.logits.address(),
            m.labels.address(),
            m.weights,
            m.saved.address(),
            m.mean.address() + 4,
            m.logits.address());
    assertThat(m.logits.bits()).isEqualTo(m.gradient.bits());
  }

  @Test
  void loss_and_gradient_are_near_what_doubles_give() {
    for (float smoothing : new float[] {0, 0.1f}) {
      for (boolean weighted : new boolean[] {false, true}) {
        var shape = new CrossEntropyShape(6, 23, smoothing, 4);
        float[] logits = SoftmaxCases.numbers(6 * 23, 8);
        int[] labels = {3, 4, 5, 22, 0, 4};
        float[] weights = new float[23];
        for (int i = 0; i < 23; i++) {
          weights[i] = weighted ? SoftmaxCases.weights(23)[i] : 1;
        }
        var m = Memory.of(shape, logits, labels, weighted).labels(shape);
        double[] x = new double[logits.length];
        for (int i = 0; i < x.length; i++) {
          x[i] = logits[i];
        }
        double mean = mean(shape, x, labels, weights);
        assertThat((double) m.mean.floats()[0]).isCloseTo(mean, within(3e-6 * mean));
        for (int i = 0; i < x.length; i++) {
          double h = 1e-5;
          double before = x[i];
          x[i] = before + h;
          double up = mean(shape, x, labels, weights);
          x[i] = before - h;
          double difference = (up - mean(shape, x, labels, weights)) / (2 * h);
          x[i] = before;
          assertThat((double) m.gradient.floats()[i]).isCloseTo(difference, within(2e-7));
        }
      }
    }
  }

  /// The formula as PyTorch's documentation has it.
  private static double mean(CrossEntropyShape shape, double[] x, int[] labels, float[] weights) {
    double loss = 0;
    double total = 0;
    int columns = shape.columns();
    for (int row = 0; row < shape.rows(); row++) {
      if (labels[row] == shape.ignoredLabel()) {
        continue;
      }
      double sum = 0;
      for (int i = 0; i < columns; i++) {
        sum += Math.exp(x[row * columns + i]);
      }
      for (int i = 0; i < columns; i++) {
        double q = shape.smoothing() / (double) columns;
        q += i == labels[row] ? 1 - (double) shape.smoothing() : 0;
        loss -= q * weights[i] * (x[row * columns + i] - Math.log(sum));
      }
      total += weights[labels[row]];
    }
    return loss / total;
  }

  @Test
  void distributions_that_are_labels_give_what_labels_give() {
    int rows = 5;
    int columns = 21;
    var shape = CrossEntropyShape.plain(rows, columns);
    float[] logits = SoftmaxCases.numbers(rows * columns, 4);
    int[] labels = SoftmaxCases.labels(rows, columns);
    float[] targets = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      targets[row * columns + labels[row]] = 1;
    }
    var m = Memory.of(shape, logits, labels, false).labels(shape);
    var q = Guarded.of(targets);
    var losses = Guarded.unwritten(rows, 0);
    var saved = Guarded.unwritten(2 * rows, 0);
    var mean = Guarded.unwritten(2, 0);
    var gradient = Guarded.unwritten(rows * columns, 0);
    SoftCrossEntropy.of(rows, columns)
        .run(
            ALONE,
            m.logits.address(),
            q.address(),
            losses.address(),
            saved.address(),
            mean.address());
    SoftCrossEntropyGradient.of(rows, columns)
        .run(
            ALONE,
            m.logits.address(),
            q.address(),
            saved.address(),
            mean.address() + 4,
            gradient.address());
    assertThat(losses.floats()).containsExactly(m.losses.floats(), within(1e-6f));
    assertThat(mean.floats()).containsExactly(m.mean.floats(), within(1e-6f));
    assertThat(gradient.floats()).containsExactly(m.gradient.floats(), within(1e-7f));
  }

  @Test
  void rows_that_do_not_count_add_nothing() {
    var shape = new CrossEntropyShape(3, 2, 0, -100);
    float[] logits = {0, 0, Float.NaN, 1, 0, 0};
    var some = Memory.of(shape, logits, new int[] {1, -100, 0}, false).labels(shape);
    assertThat(some.mean.floats()).containsExactly((float) Math.log(2), 0.5f);
    assertThat(some.gradient.floats()).containsExactly(0.25f, -0.25f, 0, 0, -0.25f, 0.25f);
    var none = Memory.of(shape, logits, new int[] {-100, -100, -100}, false).labels(shape);
    assertThat(none.mean.floats()).containsExactly(0, 0);
    assertThat(none.gradient.floats()).containsOnly(0);
  }

  @Test
  void a_label_that_is_no_class_shows() {
    var shape = new CrossEntropyShape(2, 2, 0, -100);
    var m = Memory.of(shape, new float[4], new int[] {2, 0}, false).labels(shape);
    assertThat(m.mean.floats()[0]).isNaN();
    assertThat(m.gradient.floats()).containsExactly(Float.NaN, Float.NaN, -0.25f, 0.25f);
  }

  @Test
  void a_senseless_shape_is_refused_by_name() {
    assertThatThrownBy(() -> new CrossEntropyShape(-1, 3, 0, 0))
        .hasMessage("rows: expected 0 or more, got -1.");
    assertThatThrownBy(() -> new CrossEntropyShape(1, 3, 1.5f, 0))
        .hasMessage("smoothing: expected 0 to 1, got 1.5. Leave it at 0 for plain labels.");
  }
}
