package lockstep.kernels.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import lockstep.kernels.Guarded;
import lockstep.kernels.Parallel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The steps and their gradients against their references, to the bit.
class StepTest {

  private static final Parallel PARALLEL = Parallel.of(2, Parallel.Idle.SLEEP);
  private static final int TIME = 2;

  /// What a step can do without.
  private enum Given {
    ALL,
    NO_LENGTHS,
    NO_ADDEND,
    IN_PLACE
  }

  static Stream<StepShape> shapes() {
    return Stream.of(Numbers.steps());
  }

  private static long lengths(Given given, Guarded lengths) {
    return given == Given.NO_LENGTHS ? 0 : lengths.address();
  }

  private static Guarded lengths(StepShape shape) {
    return Guarded.ofInts(Numbers.lengths(shape.batch(), 5, 9));
  }

  private static long addend(Given given, Guarded addend) {
    return given == Given.NO_ADDEND ? 0 : addend.address();
  }

  private static Guarded out(Given given, Guarded in, int size) {
    return given == Given.IN_PLACE ? in : Numbers.unwritten(size);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void the_lstm_step_equals_its_reference(StepShape shape) {
    for (Given given : Given.values()) {
      assertThat(lstm(shape, given, true)).as("%s", given).isEqualTo(lstm(shape, given, false));
    }
  }

  private static int[][] lstm(StepShape shape, Given given, boolean kernel) {
    int size = shape.batch() * shape.hidden();
    var lengths = lengths(shape);
    var pre = Numbers.special(4 * size, 1);
    var recurrent = Numbers.special(4 * size, 2);
    var bias = Numbers.special(4 * shape.hidden(), 3);
    var hBefore = Numbers.special(size, 4);
    var cBefore = Numbers.special(size, 5);
    var h = out(given, hBefore, size);
    var c = out(given, cBefore, size);
    var gates = out(given, pre, 4 * size);
    if (kernel) {
      LstmStep.of(shape)
          .run(
              PARALLEL,
              TIME,
              lengths(given, lengths),
              pre.address(),
              addend(given, recurrent),
              bias.address(),
              hBefore.address(),
              cBefore.address(),
              h.address(),
              c.address(),
              gates.address());
    } else {
      LstmStepReference.run(
          shape,
          TIME,
          lengths(given, lengths),
          pre.address(),
          addend(given, recurrent),
          bias.address(),
          hBefore.address(),
          cBefore.address(),
          h.address(),
          c.address(),
          gates.address());
    }
    return bits(h, c, gates, pre, recurrent, bias, hBefore, cBefore);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void the_gradient_of_the_lstm_step_equals_its_reference(StepShape shape) {
    for (Given given : Given.values()) {
      assertThat(lstmGradient(shape, given, true))
          .as("%s", given)
          .isEqualTo(lstmGradient(shape, given, false));
    }
  }

  private static int[][] lstmGradient(StepShape shape, Given given, boolean kernel) {
    int size = shape.batch() * shape.hidden();
    var lengths = lengths(shape);
    var dh = Numbers.special(size, 1);
    var dhNext = Numbers.special(size, 2);
    var dcNext = Numbers.special(size, 3);
    var gates = Numbers.special(4 * size, 4);
    var cBefore = Numbers.special(size, 5);
    var c = Numbers.special(size, 6);
    var dGates = Numbers.unwritten(4 * size);
    var dhBefore = out(given, dhNext, size);
    var dcBefore = out(given, dcNext, size);
    if (kernel) {
      LstmStepGradient.of(shape)
          .run(
              PARALLEL,
              TIME,
              lengths(given, lengths),
              dh.address(),
              addend(given, dhNext),
              dcNext.address(),
              gates.address(),
              cBefore.address(),
              c.address(),
              dGates.address(),
              dhBefore.address(),
              dcBefore.address());
    } else {
      LstmStepReference.gradient(
          shape,
          TIME,
          lengths(given, lengths),
          dh.address(),
          addend(given, dhNext),
          dcNext.address(),
          gates.address(),
          cBefore.address(),
          c.address(),
          dGates.address(),
          dhBefore.address(),
          dcBefore.address());
    }
    return bits(dGates, dhBefore, dcBefore, dh, dhNext, dcNext, gates, cBefore, c);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void the_gru_step_equals_its_reference(StepShape shape) {
    for (Given given : Given.values()) {
      assertThat(gru(shape, given, true)).as("%s", given).isEqualTo(gru(shape, given, false));
    }
  }

  private static int[][] gru(StepShape shape, Given given, boolean kernel) {
    int size = shape.batch() * shape.hidden();
    var lengths = lengths(shape);
    var input = Numbers.special(3 * size, 1);
    var recurrent = Numbers.special(3 * size, 2);
    var bias = Numbers.special(3 * shape.hidden(), 3);
    var recurrentBias = Numbers.special(3 * shape.hidden(), 4);
    var hBefore = Numbers.special(size, 5);
    var h = out(given, hBefore, size);
    var gates = Numbers.unwritten(4 * size);
    if (kernel) {
      GruStep.of(shape)
          .run(
              PARALLEL,
              TIME,
              lengths(given, lengths),
              input.address(),
              recurrent.address(),
              bias.address(),
              recurrentBias.address(),
              hBefore.address(),
              h.address(),
              gates.address());
    } else {
      GruStepReference.run(
          shape,
          TIME,
          lengths(given, lengths),
          input.address(),
          recurrent.address(),
          bias.address(),
          recurrentBias.address(),
          hBefore.address(),
          h.address(),
          gates.address());
    }
    return bits(h, gates, input, recurrent, bias, recurrentBias, hBefore);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void the_gradient_of_the_gru_step_equals_its_reference(StepShape shape) {
    for (Given given : Given.values()) {
      assertThat(gruGradient(shape, given, true))
          .as("%s", given)
          .isEqualTo(gruGradient(shape, given, false));
    }
  }

  private static int[][] gruGradient(StepShape shape, Given given, boolean kernel) {
    int size = shape.batch() * shape.hidden();
    var lengths = lengths(shape);
    var dh = Numbers.special(size, 1);
    var dhNext = Numbers.special(size, 2);
    var gates = Numbers.special(4 * size, 3);
    var hBefore = Numbers.special(size, 4);
    var dInput = Numbers.unwritten(3 * size);
    var dRecurrent = Numbers.unwritten(3 * size);
    var dhBefore = out(given, dhNext, size);
    if (kernel) {
      GruStepGradient.of(shape)
          .run(
              PARALLEL,
              TIME,
              lengths(given, lengths),
              dh.address(),
              addend(given, dhNext),
              gates.address(),
              hBefore.address(),
              dInput.address(),
              dRecurrent.address(),
              dhBefore.address());
    } else {
      GruStepReference.gradient(
          shape,
          TIME,
          lengths(given, lengths),
          dh.address(),
          addend(given, dhNext),
          gates.address(),
          hBefore.address(),
          dInput.address(),
          dRecurrent.address(),
          dhBefore.address());
    }
    return bits(dInput, dRecurrent, dhBefore, dh, dhNext, gates, hBefore);
  }

  @ParameterizedTest
  @EnumSource
  void the_plain_step_equals_its_reference(Activation activation) {
    for (StepShape shape : Numbers.steps()) {
      for (Given given : Given.values()) {
        assertThat(rnn(shape, activation, given, true))
            .as("%s %s", shape, given)
            .isEqualTo(rnn(shape, activation, given, false));
      }
    }
  }

  private static int[][] rnn(StepShape shape, Activation activation, Given given, boolean kernel) {
    int size = shape.batch() * shape.hidden();
    var lengths = lengths(shape);
    var pre = Numbers.special(size, 1);
    var recurrent = Numbers.special(size, 2);
    var bias = Numbers.special(shape.hidden(), 3);
    var hBefore = Numbers.special(size, 4);
    var h = out(given, hBefore, size);
    var dh = Numbers.special(size, 5);
    var dhNext = Numbers.special(size, 6);
    var dPre = Numbers.unwritten(size);
    var dhBefore = out(given, dh, size);
    if (kernel) {
      RnnStep.of(shape, activation)
          .run(
              PARALLEL,
              TIME,
              lengths(given, lengths),
              pre.address(),
              addend(given, recurrent),
              bias.address(),
              hBefore.address(),
              h.address());
      RnnStepGradient.of(shape, activation)
          .run(
              PARALLEL,
              TIME,
              lengths(given, lengths),
              dh.address(),
              addend(given, dhNext),
              h.address(),
              dPre.address(),
              dhBefore.address());
    } else {
      RnnStepReference.run(
          shape,
          activation,
          TIME,
          lengths(given, lengths),
          pre.address(),
          addend(given, recurrent),
          bias.address(),
          hBefore.address(),
          h.address());
      RnnStepReference.gradient(
          shape,
          activation,
          TIME,
          lengths(given, lengths),
          dh.address(),
          addend(given, dhNext),
          h.address(),
          dPre.address(),
          dhBefore.address());
    }
    return bits(h, dPre, dhBefore, pre, recurrent, bias, hBefore, dh, dhNext);
  }

  private static int[][] bits(Guarded... memory) {
    return Stream.of(memory).map(Guarded::bits).toArray(int[][]::new);
  }

  @Test
  void a_masked_row_keeps_its_state_and_passes_its_gradient() {
    var shape = new StepShape(2, 1);
    var lengths = Guarded.ofInts(3, 2);
    var h = Guarded.of(0.5f, 0.25f);
    var c = Guarded.of(1, 2);
    var gates = Guarded.of(0, 0, 0, 0, 0, 0, 0, 0);
    var bias = Guarded.of(0, 0, 1, 0);
    LstmStep.of(shape)
        .run(
            PARALLEL,
            2,
            lengths.address(),
            gates.address(),
            0,
            bias.address(),
            h.address(),
            c.address(),
            h.address(),
            c.address(),
            gates.address());
    assertThat(h.floats()[1]).isEqualTo(0.25f);
    assertThat(c.floats()[1]).isEqualTo(2);
    assertThat((double) c.floats()[0])
        .isCloseTo(0.5 + 0.5 * Math.tanh(1), org.assertj.core.api.Assertions.within(1e-6));
    var dh = Guarded.of(0.125f, 7);
    var dc = Guarded.of(1, 3);
    var dGates = Guarded.unwritten(8, 0);
    LstmStepGradient.of(shape)
        .run(
            PARALLEL,
            2,
            lengths.address(),
            dh.address(),
            0,
            dc.address(),
            gates.address(),
            c.address(),
            c.address(),
            dGates.address(),
            dh.address(),
            dc.address());
    assertThat(dh.floats()).containsExactly(0, 7);
    assertThat(dc.floats()[1]).isEqualTo(3);
    assertThat(dGates.floats()).endsWith(0, 0, 0, 0);
  }

  @Test
  void senseless_shapes_are_refused_by_name() {
    assertThatThrownBy(() -> new StepShape(-1, 2)).hasMessage("batch: expected 0 or more, got -1.");
    assertThatThrownBy(() -> new SequenceShape(3, 2, -5, 4, Direction.FORWARD, Order.TIME_FIRST))
        .hasMessage("features: expected 0 or more, got -5.");
    assertThatThrownBy(
            () -> new SequenceShape(70_000, 70_000, 1, 4, Direction.FORWARD, Order.TIME_FIRST))
        .hasMessage(
            "time · batch: expected less than 2³¹ rows of less than 2²⁹ features, got 4900000000"
                + " of 4. Cut the sequences.");
  }
}
