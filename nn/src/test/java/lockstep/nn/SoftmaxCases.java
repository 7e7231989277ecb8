package lockstep.nn;

import static lockstep.nn.OpCase.Numbers.POSITIVE;
import static lockstep.nn.OpCase.fixed;
import static lockstep.nn.OpCase.ints;
import static lockstep.nn.OpCase.x;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import lockstep.kernels.softmax.CrossEntropyShape;
import lockstep.nn.graph.SoftmaxOp;
import lockstep.nn.tensor.Shape;

/// Instances of {@link SoftmaxOp}.
final class SoftmaxCases {

  private static final int NONE = CrossEntropyShape.NONE_IGNORED;

  private SoftmaxCases() {}

  static Stream<OpCase> small() {
    return Stream.of(
        OpCase.of(new SoftmaxOp.Softmax(), x(4, 5)),
        OpCase.of(new SoftmaxOp.Softmax(), x(Shape.batch(2, 17))),
        OpCase.of(new SoftmaxOp.Softmax(), x(6)),
        OpCase.of(new SoftmaxOp.LogSoftmax(), x(4, 5)),
        OpCase.of(new SoftmaxOp.LogSoftmax(), x(Shape.batch(2, 17))),
        labels(0, NONE, x(4, 5), ints(Shape.of(4), 0, 4, 2, 2)),
        labels(0.1f, NONE, x(4, 5), ints(Shape.of(4), 0, 4, 2, 2)),
        labels(0, -100, x(4, 5), ints(Shape.of(4), 0, -100, 2, 2)),
        labels(0.2f, 1, x(2, 3, 4), ints(Shape.of(2, 3), 0, 1, 2, 3, 1, 0)),
        labels(0, NONE, x(Shape.batch(7)), ints(Shape.batch(), 6, 0, 3)),
        labels(0, NONE, x(Shape.batch(2, 4)), ints(Shape.batch(2), 3, 0, 3, 1, 1, 2)),
        weighted(0, NONE, x(4, 5), ints(Shape.of(4), 0, 4, 2, 2), fixed(POSITIVE, 5)),
        weighted(0.1f, 2, x(4, 5), ints(Shape.of(4), 0, 4, 2, 1), fixed(POSITIVE, 5)),
        OpCase.of(new SoftmaxOp.SoftCrossEntropy(), x(3, 5), fixed(POSITIVE, 3, 5)),
        OpCase.of(
            new SoftmaxOp.SoftCrossEntropy(),
            x(Shape.batch(2, 5)),
            new OpCase.Fixed(Shape.batch(2, 5), POSITIVE)));
  }

  static Stream<OpCase> large() {
    Integer[] labels = IntStream.range(0, 300).mapToObj(i -> i * 7 % 131).toArray(Integer[]::new);
    return Stream.of(
        OpCase.of(new SoftmaxOp.Softmax(), x(300, 131)).sums(131),
        OpCase.of(new SoftmaxOp.LogSoftmax(), x(300, 131)).sums(131),
        labels(0.1f, 3, x(300, 131), ints(Shape.of(300), labels)).sums(300),
        OpCase.of(new SoftmaxOp.SoftCrossEntropy(), x(300, 131), fixed(POSITIVE, 300, 131))
            .sums(300));
  }

  private static OpCase labels(
      float smoothing, int ignored, OpCase.Operand x, OpCase.Operand labels) {
    return OpCase.of(new SoftmaxOp.CrossEntropy(smoothing, ignored, false), x, labels);
  }

  private static OpCase weighted(
      float smoothing,
      int ignored,
      OpCase.Operand x,
      OpCase.Operand labels,
      OpCase.Operand weights) {
    return OpCase.of(new SoftmaxOp.CrossEntropy(smoothing, ignored, true), x, labels, weights);
  }
}
