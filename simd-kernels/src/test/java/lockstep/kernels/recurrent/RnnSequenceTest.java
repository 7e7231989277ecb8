package lockstep.kernels.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a plain layer over whole sequences can do without, and two steps of it by hand.
class RnnSequenceTest {

  private static final Parallel PARALLEL = Parallel.of(2, Parallel.Idle.SLEEP);

  @Test
  void two_steps_are_as_by_hand() {
    var shape = new SequenceShape(2, 1, 1, 1, Direction.FORWARD, Order.TIME_FIRST);
    var x = Guarded.of(1, 2);
    var initial = Guarded.of(2);
    var w = Guarded.of(1);
    var u = Guarded.of(0.5f);
    var bias = Guarded.of(0.25f);
    var weights = new RnnWeights(w.address(), u.address(), bias.address());
    var y = Guarded.unwritten(2, 0);
    var last = Guarded.unwritten(1, 0);
    var layer = RnnSequence.of(shape, Activation.RELU);
    layer.run(
        PARALLEL,
        x.address(),
        0,
        initial.address(),
        weights,
        y.address(),
        last.address(),
        scratch(layer.scratchBytes(2)).address());
    assertThat(y.floats()).containsExactly(1 + 1 + 0.25f, 2 + 1.125f + 0.25f);
    assertThat(last.floats()).containsExactly(3.375f);
    var dy = Guarded.of(1, 1);
    var dLast = Guarded.of(3);
    var dx = Guarded.unwritten(2, 0);
    var dInitial = Guarded.unwritten(1, 0);
    var dw = Guarded.unwritten(1, 0);
    var du = Guarded.unwritten(1, 0);
    var dBias = Guarded.unwritten(1, 0);
    var gradient = RnnSequenceGradient.of(shape, Activation.RELU);
    gradient.run(
        PARALLEL,
        dy.address(),
        dLast.address(),
        x.address(),
        0,
        initial.address(),
        weights,
        y.address(),
        dx.address(),
        dInitial.address(),
        new RnnWeights(dw.address(), du.address(), dBias.address()),
        scratch(gradient.scratchBytes(2)).address());
    // 4 reaches the second step, 1 + 4 · 0.5 the first
    assertThat(dx.floats()).containsExactly(3, 4);
    assertThat(dInitial.floats()).containsExactly(1.5f);
    assertThat(dw.floats()).containsExactly(3 * 1 + 4 * 2);
    assertThat(du.floats()).containsExactly(3 * 2 + 4 * 2.25f);
    assertThat(dBias.floats()).containsExactly(7);
  }

  @ParameterizedTest
  @EnumSource
  void the_last_state_may_lie_where_the_initial_one_was(Order order) {
    var test = new Operands(order);
    var last = Numbers.unwritten(test.state);
    test.forwards(test.initial, last);
    var y = test.y.bits();
    test.forwards(test.initial, test.initial);
    assertThat(test.y.bits()).isEqualTo(y);
    assertThat(test.initial.bits()).isEqualTo(last.bits());
  }

  @ParameterizedTest
  @EnumSource
  void the_gradient_may_do_without_dx_and_lie_where_that_of_the_last_state_was(Order order) {
    var test = new Operands(order);
    test.forwards(test.initial, Numbers.unwritten(test.state));
    var dLast = Numbers.normal(test.state, 7);
    var dInitial = Numbers.unwritten(test.state);
    test.back(dLast, Numbers.unwritten(test.x.floats().length).address(), dInitial);
    int[] dw = test.dw.bits();
    test.back(dLast, 0, dLast);
    assertThat(dLast.bits()).isEqualTo(dInitial.bits());
    assertThat(test.dw.bits()).isEqualTo(dw);
  }

  private static Guarded scratch(long bytes) {
    return Guarded.unwritten((int) (bytes / Float.BYTES), 0);
  }

  /// A layer in reverse with lengths, and its memory.
  private static final class Operands {

    private final SequenceShape shape;
    private final int state;
    private final Guarded x = Numbers.normal(5 * 3 * 7, 1);
    private final Guarded lengths = Guarded.ofInts(5, 2, 0);
    private final Guarded initial = Numbers.normal(3 * 17, 2);
    private final Guarded w = Numbers.normal(7 * 17, 3);
    private final Guarded u = Numbers.normal(17 * 17, 4);
    private final Guarded bias = Numbers.normal(17, 5);
    private final Guarded y = Numbers.unwritten(5 * 3 * 17);
    private final Guarded dy = Numbers.normal(5 * 3 * 17, 6);
    private final Guarded dw = Numbers.unwritten(7 * 17);
    private final Guarded du = Numbers.unwritten(17 * 17);
    private final Guarded dBias = Numbers.unwritten(17);
    private final RnnWeights weights = new RnnWeights(w.address(), u.address(), bias.address());

    Operands(Order order) {
      shape = new SequenceShape(5, 3, 7, 17, Direction.REVERSE, order);
      state = shape.batch() * shape.hidden();
    }

    void forwards(Guarded from, Guarded last) {
      var layer = RnnSequence.of(shape, Activation.TANH);
      layer.run(
          PARALLEL,
          x.address(),
          lengths.address(),
          from.address(),
          weights,
          y.address(),
          last.address(),
          scratch(layer.scratchBytes(2)).address());
    }

    void back(Guarded dLast, long dx, Guarded dInitial) {
      var gradient = RnnSequenceGradient.of(shape, Activation.TANH);
      gradient.run(
          PARALLEL,
          dy.address(),
          dLast.address(),
          x.address(),
          lengths.address(),
          initial.address(),
          weights,
          y.address(),
          dx,
          dInitial.address(),
          new RnnWeights(dw.address(), du.address(), dBias.address()),
          scratch(gradient.scratchBytes(2)).address());
    }
  }
}
