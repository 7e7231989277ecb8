package lockstep.nn;

import static lockstep.nn.OpCase.ints;
import static lockstep.nn.OpCase.x;

import java.util.Arrays;
import java.util.stream.Stream;
import lockstep.kernels.recurrent.Direction;
import lockstep.nn.graph.RecurrentOp;
import lockstep.nn.tensor.Shape;

/// Instances of {@link RecurrentOp}.
final class RecurrentCases {

  private static final OpCase.Operand LENGTHS = ints(Shape.batch(), 2, 4, 1);

  private RecurrentCases() {}

  static Stream<OpCase> small() {
    return Arrays.stream(Direction.values())
        .flatMap(direction ->
            Stream.of(
                lstm(direction, 4, 2, 3),
                with(LENGTHS, lstm(direction, 4, 2, 3), new RecurrentOp.Lstm(direction, true)),
                gru(direction, 4, 2, 3),
                with(LENGTHS, gru(direction, 4, 2, 3), new RecurrentOp.Gru(direction, true)),
                rnn(direction, 4, 2, 3),
                with(LENGTHS, rnn(direction, 4, 2, 3), new RecurrentOp.Rnn(direction, true)),
                lstm(direction, 1, 1, 1)));
  }

  static Stream<OpCase> large() {
    return Stream.of(
        lstm(Direction.FORWARD, 9, 33, 65).sums(65),
        gru(Direction.REVERSE, 9, 33, 65).sums(65),
        rnn(Direction.FORWARD, 9, 33, 65).sums(65));
  }

  private static OpCase with(OpCase.Operand lengths, OpCase whole, RecurrentOp op) {
    OpCase.Operand[] operands =
        Stream.concat(whole.operands().stream(), Stream.of(lengths)).toArray(OpCase.Operand[]::new);
    return OpCase.of(op, operands);
  }

  private static OpCase lstm(Direction direction, int time, int features, int hidden) {
    return OpCase.of(
            new RecurrentOp.Lstm(direction, false),
            x(Shape.batch(time, features)),
            x(Shape.batch(hidden)),
            x(Shape.batch(hidden)),
            x(features, 4 * hidden),
            x(hidden, 4 * hidden),
            x(4 * hidden))
        .sums(time * (features + hidden));
  }

  private static OpCase gru(Direction direction, int time, int features, int hidden) {
    return OpCase.of(
            new RecurrentOp.Gru(direction, false),
            x(Shape.batch(time, features)),
            x(Shape.batch(hidden)),
            x(features, 3 * hidden),
            x(hidden, 3 * hidden),
            x(3 * hidden),
            x(3 * hidden))
        .sums(time * (features + hidden));
  }

  private static OpCase rnn(Direction direction, int time, int features, int hidden) {
    return OpCase.of(
            new RecurrentOp.Rnn(direction, false),
            x(Shape.batch(time, features)),
            x(Shape.batch(hidden)),
            x(features, hidden),
            x(hidden, hidden),
            x(hidden))
        .sums(time * (features + hidden));
  }
}
