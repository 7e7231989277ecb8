package lockstep.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import lockstep.kernels.Parallel;
import lockstep.nn.Model;
import lockstep.nn.NotFiniteException;
import lockstep.nn.TrainStep;
import lockstep.nn.gradient.Gradient;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.Mode;
import lockstep.nn.graph.Value;
import lockstep.nn.layer.Dense;
import lockstep.nn.layer.Lengths;
import lockstep.nn.layer.Lstm;
import lockstep.nn.layer.Probe;
import lockstep.nn.layer.Sequential;
import lockstep.nn.optimizer.Optimizer;
import lockstep.nn.plan.Planner;
import lockstep.nn.run.Check;
import lockstep.nn.run.PlanRunner;
import lockstep.nn.run.Variables;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import lockstep.nn.tensor.Tensor;
import org.junit.jupiter.api.Test;

class CtcTest {

  private static final double THIRD = Math.log(3);

  private static Probe probe(Ctc loss, int steps, int classes) {
    return Probe.train(loss::lower, Shape.batch(steps, classes));
  }

  @Test
  void it_is_the_mean_of_what_a_label_costs() {
    Probe probe = probe(new Ctc(2), 2, 3);
    Tensor logits = Tensor.zeros(Shape.of(3, 2, 3), DType.FLOAT32);
    Tensor target = Tensor.ofInts(Shape.of(3, 2), 1, -1, 1, 2, 0, 0);
    // Of nine paths 11, 01 and 10 read 1; 12 reads 1 2; 00 reads nothing.
    double first = 2 * THIRD - Math.log(3);
    double second = 2 * THIRD / 2;
    double third = 2 * THIRD;
    assertThat((double) probe.loss(logits, target))
        .isCloseTo((first + second + third) / 3, within(1e-6));
  }

  /// `ctc_loss(x.log_softmax(2).transpose(0, 1), targets, [8, 6, 3], [3, 2, 1])` in double, x the
  /// numbers of {@link Probe#numbers}, and rows of its gradient.
  @Test
  void it_says_what_pytorch_says() {
    var g = new GraphBuilder(Mode.TRAIN, 1);
    Value x = g.input("x", DType.FLOAT32, Shape.of(3, 8, 5));
    Value loss = new Ctc(3).withLengths().lower(g, x);
    g.output("loss", loss);
    Gradient.of(g, loss, List.of(x)).forEach((_, gradient) -> g.output("dx", gradient));
    var one = Parallel.of(1, Parallel.Idle.SLEEP);
    var runner = new PlanRunner(Planner.plan(g.build(), 1, 1), new Variables(1), one);
    runner.input("x").set(Probe.numbers(3, 8, 5));
    runner.input(Loss.TARGET).setInts(1, 4, 4, 3, 2, -1, 2, -1, -1);
    runner.input(Lengths.INPUT).setInts(8, 6, 3);
    runner.run();
    assertThat((double) runner.output("loss").get(0)).isCloseTo(3.055687139604219, within(1e-6));
    float[] gradient = runner.output("dx").toArray();
    expectRow(gradient, 3, -0.00638995, 0.02014846, 0.00670426, 0.00910136, -0.02956414);
    expectRow(gradient, 8, -0.09210788, 0.06576006, 0.05144179, -0.04770187, 0.0226079);
    expectRow(gradient, 18, -0.1955224, 0.02081981, -0.01293717, 0.13137068, 0.05626909);
    expectRow(gradient, 15, 0, 0, 0, 0, 0);
    expectRow(gradient, 19, 0, 0, 0, 0, 0);
  }

  private static void expectRow(float[] gradient, int row, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) gradient[5 * row + i]).isCloseTo(expected[i], within(1e-7));
    }
  }

  @Test
  void logits_count_by_their_softmax_alone() {
    Probe probe = probe(new Ctc(3), 5, 4);
    Tensor target = Tensor.ofInts(Shape.of(2, 3), 1, 3, 3, 2, 1, -1);
    Tensor logits = Probe.numbers(2, 5, 4);
    float loss = probe.loss(logits, target);
    float[] gradient = probe.gradient(logits, target);
    for (int row = 0; row < 10; row++) {
      float sum = 0;
      for (int i = 4 * row; i < 4 * row + 4; i++) {
        sum += gradient[i];
        logits.set(i, logits.get(i) + row);
      }
      assertThat(sum).isCloseTo(0, within(1e-6f));
    }
    assertThat(probe.loss(logits, target)).isCloseTo(loss, within(1e-5f));
  }

  @Test
  void impossible_labels_cost_infinity_or_are_left_out() {
    Tensor logits = Tensor.zeros(Shape.of(2, 2, 2), DType.FLOAT32);
    Tensor target = Tensor.ofInts(Shape.of(2, 2), 1, 1, 1, -1);
    assertThatThrownBy(() -> small(new Ctc(2)).run(logits, target))
        .isInstanceOf(NotFiniteException.class)
        .hasMessageContaining("expected a finite loss, got Infinity")
        .hasMessageContaining("Ctc");
    Probe lenient = probe(new Ctc(2).leavingOut(), 2, 2);
    // Of four paths 11, 01 and 10 read 1.
    assertThat((double) lenient.loss(logits, target)).isCloseTo(-Math.log(0.75) / 2, within(1e-6));
    float[] gradient = lenient.gradient(logits, target);
    assertThat(gradient[0]).isZero();
    assertThat(gradient[3]).isZero();
    assertThat(gradient[4]).isNotZero();
  }

  private static TrainStep small(Ctc loss) {
    return Model.of(
            new Dense(2), DType.FLOAT32, Shape.of(2, 2), 5, Parallel.of(1, Parallel.Idle.SLEEP))
        .trainStep(loss, Optimizer.sgd(0.1));
  }

  @Test
  void a_label_that_is_no_class_is_not_left_out() {
    Tensor logits = Tensor.zeros(Shape.of(1, 2, 2), DType.FLOAT32);
    Tensor target = Tensor.ofInts(Shape.of(1, 1), 2);
    assertThatThrownBy(() -> small(new Ctc(1).leavingOut()).run(logits, target))
        .isInstanceOf(NotFiniteException.class)
        .hasMessageContaining("expected a finite loss, got NaN");
  }

  @Test
  void its_shape_and_size_are_checked() {
    assertThatThrownBy(() -> probe(new Ctc(2), 2, 2).loss(Probe.numbers(1, 2, 2), Probe.numbers(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Probe.train(new Ctc(2)::lower, Shape.batch(4)))
        .hasMessage("net (Ctc): expected logits [N, T, classes], got [N, 4]. Reshape it.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ctc(0))
        .withMessage("Ctc.longest: expected 1 label or more, got 0.");
  }

  /// Sequences of two features, in which each label is a stretch of 1 to 3 steps.
  private static final class Sequences {
    static final int COUNT = 16;
    static final int STEPS = 14;
    static final int MOST = 4;
    final float[] x = new float[COUNT * STEPS * 2];
    final int[] labels = new int[COUNT * MOST];
    final int[] lengths = new int[COUNT];

    Sequences(long seed) {
      var random = new Random(seed);
      for (int i = 0; i < COUNT; i++) {
        int step = 0;
        for (int label = 0; label < MOST; label++) {
          int each = random.nextInt(3);
          labels[i * MOST + label] = each == 0 ? -1 : each;
          for (int stretch = random.nextInt(3); each > 0 && stretch >= 0; stretch--) {
            x[(i * STEPS + step++) * 2 + each - 1] = 1;
          }
          step++;
        }
        lengths[i] = Math.clamp(step, 1, STEPS);
      }
    }
  }

  private static TrainStep training(int threads) {
    var network = Sequential.of(new Lstm(12).withLengths(), new Dense(3));
    Model model =
        Model.of(
            network,
            DType.FLOAT32,
            Shape.of(Sequences.STEPS, 2),
            5,
            Parallel.of(threads, Parallel.Idle.SLEEP));
    return model.trainStep(
        new Ctc(Sequences.MOST).withLengths().leavingOut(), Optimizer.adam(0.02).clipped(1));
  }

  private static PlanRunner filled(TrainStep training, long seed) {
    PlanRunner runner = training.runner(Sequences.COUNT);
    var sequences = new Sequences(seed);
    runner.input(Model.INPUT).set(sequences.x);
    runner.input(Loss.TARGET).setInts(sequences.labels);
    runner.input(Lengths.INPUT).setInts(sequences.lengths);
    return runner;
  }

  @Test
  void a_recurrent_network_learns_to_read_with_the_same_bits_for_all_threads() {
    TrainStep one = training(1);
    TrainStep three = training(3);
    List<Float> losses = new ArrayList<>();
    for (int step = 0; step < 150; step++) {
      float loss = one.run(filled(one, step));
      if (step < 20) {
        assertThat(three.run(filled(three, step))).isEqualTo(loss);
      }
      losses.add(loss);
    }
    assertThat(losses.getLast()).isLessThan(losses.getFirst() / 4);
    // The gradient of the input, which nobody reads, is not there to be looked at.
    assertThat(Check.differences(filled(one, 1), 1e-4)).isEmpty();
    assertThat(Check.firstNotFinite(filled(one, 1))).isEmpty();
  }
}
