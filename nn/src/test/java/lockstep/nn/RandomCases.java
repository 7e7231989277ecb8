package lockstep.nn;

import static lockstep.nn.OpCase.step;
import static lockstep.nn.OpCase.x;

import java.util.stream.Stream;
import lockstep.nn.graph.RandomOp;
import lockstep.nn.tensor.Shape;

/// Instances of {@link RandomOp}.
final class RandomCases {

  private RandomCases() {}

  static Stream<OpCase> small() {
    return Stream.of(
        OpCase.of(new RandomOp.Dropout(0.3f, 5, 0), x(Shape.batch(9)), step(1)),
        OpCase.of(new RandomOp.Dropout(0, 5, 1), x(4, 3), step(7)),
        OpCase.of(new RandomOp.Normal(5, 2), x(Shape.batch(9)), step(2)).flat(),
        OpCase.of(new RandomOp.Uniform(5, 3), x(5, 7), step(3)).flat());
  }

  static Stream<OpCase> large() {
    return Stream.of(
        OpCase.of(new RandomOp.Dropout(0.3f, 5, 0), x(131, 127), step(3)),
        OpCase.of(new RandomOp.Normal(5, 2), x(131, 127), step(3)).flat(),
        OpCase.of(new RandomOp.Uniform(5, 3), x(131, 127), step(3)).flat());
  }
}
