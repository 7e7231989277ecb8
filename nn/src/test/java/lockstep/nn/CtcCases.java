package lockstep.nn;

import static lockstep.nn.OpCase.ints;
import static lockstep.nn.OpCase.x;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.nn.graph.CtcOp;
import lockstep.nn.tensor.Shape;

/// Instances of {@link CtcOp}, with labels that the steps suffice for.
final class CtcCases {

  private CtcCases() {}

  static Stream<OpCase> small() {
    OpCase.Operand targets = ints(Shape.batch(3), 1, 2, 1, 2, 2, -1, 0, -1, -1);
    return Stream.of(
        OpCase.of(new CtcOp.Ctc(false), x(Shape.batch(6, 3)), targets).sums(6 * 7),
        OpCase.of(new CtcOp.Ctc(true), x(Shape.batch(6, 3)), targets, ints(Shape.batch(), 5, 3, 1))
            .sums(6 * 7),
        OpCase.of(new CtcOp.Ctc(false), x(2, 1, 2), ints(Shape.of(2, 1), 1, 0)),
        OpCase.of(new CtcOp.Ctc(false), x(1, 5, 4), ints(Shape.of(1, 4), 3, 0, 3, 1)).sums(5 * 9));
  }

  static Stream<OpCase> large() {
    Integer[] labels = IntStream.range(0, 40 * 6).mapToObj(i -> i * 7 % 12).toArray(Integer[]::new);
    Integer[] lengths = IntStream.range(0, 40).mapToObj(i -> 12 + i % 14).toArray(Integer[]::new);
    return Stream.of(
        OpCase.of(
                new CtcOp.Ctc(true),
                x(40, 25, 12),
                ints(Shape.of(40, 6), labels),
                ints(Shape.of(40), lengths))
            .sums(25 * 13));
  }
}
