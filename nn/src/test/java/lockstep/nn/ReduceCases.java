package lockstep.nn;

import static lockstep.nn.OpCase.Numbers.APART;
import static lockstep.nn.OpCase.x;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.graph.ReduceOp;
import lockstep.nn.tensor.Shape;

/// Instances of {@link ReduceOp}.
final class ReduceCases {

  private ReduceCases() {}

  static Stream<OpCase> small() {
    return Stream.concat(
        Arrays.stream(Reduction.values())
            .flatMap(reduction ->
                Stream.of(
                    reduce(reduction, List.of(1), x(APART, 3, 5, 2)),
                    reduce(reduction, List.of(0), x(APART, 3, 7)),
                    reduce(reduction, List.of(0, 2), x(APART, 3, 5, 2)),
                    reduce(reduction, List.of(1, 2), x(APART, 2, 3, 5)),
                    reduce(reduction, List.of(0, 1), x(APART, 3, 7)),
                    reduce(reduction, List.of(0), batch(7)),
                    reduce(reduction, List.of(1), batch(7)),
                    reduce(reduction, List.of(), x(APART, 3, 2)))),
        Stream.of(
            OpCase.of(new ReduceOp.Argmax(List.of(1)), x(APART, 3, 7)).withoutGradient(),
            OpCase.of(new ReduceOp.Argmax(List.of(0)), x(APART, 5, 7)).withoutGradient(),
            OpCase.of(new ReduceOp.Argmax(List.of(0, 1)), x(APART, 3, 7, 2)).withoutGradient(),
            OpCase.of(new ReduceOp.Argmax(List.of(1)), batch(4)).withoutGradient()));
  }

  static Stream<OpCase> large() {
    return Stream.concat(
        Arrays.stream(Reduction.values())
            .flatMap(reduction ->
                Stream.of(
                    reduce(reduction, List.of(0), x(APART, 257, 130)),
                    reduce(reduction, List.of(1), x(APART, 257, 130)),
                    reduce(reduction, List.of(0, 1), x(APART, 257, 130)))),
        Stream.of(
            OpCase.of(new ReduceOp.Argmax(List.of(1)), x(APART, 257, 130)).withoutGradient()));
  }

  private static OpCase.Operand batch(int features) {
    return new OpCase.Learnt(Shape.batch(features), APART);
  }

  private static OpCase reduce(Reduction reduction, List<Integer> axes, OpCase.Operand x) {
    return OpCase.of(new ReduceOp.Reduce(reduction, axes), x)
        .sums(Math.toIntExact(x.shape().at(OpCase.BATCH).count()));
  }
}
