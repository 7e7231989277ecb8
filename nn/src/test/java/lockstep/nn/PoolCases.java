package lockstep.nn;

import static lockstep.nn.OpCase.Numbers.APART;
import static lockstep.nn.OpCase.x;

import java.util.stream.Stream;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.PoolWindow;
import lockstep.nn.tensor.Shape;

/// Instances of {@link PoolOp}.
final class PoolCases {

  private static final PoolWindow UNEVEN =
      new PoolWindow.Sliding(3, 2, 2, 1, 1, 0, 0, 1, true, false);
  private static final PoolWindow PADDED =
      new PoolWindow.Sliding(3, 3, 2, 2, 1, 1, 1, 1, true, true);

  private PoolCases() {}

  static Stream<OpCase> small() {
    return Stream.of(PoolWindow.square(2, 2, 0), UNEVEN, PADDED, new PoolWindow.Adaptive(2, 3))
        .flatMap(window ->
            Stream.of(
                OpCase.of(new PoolOp.MaxPool(window), x(APART, 2, 5, 6, 3)),
                OpCase.of(new PoolOp.AveragePool(window), x(Shape.batch(5, 6, 2))),
                averageGradient(window)));
  }

  /// It has a gradient of its own: an average again.
  private static OpCase averageGradient(PoolWindow window) {
    var pooled = window.over(2, 5, 6, 3);
    return OpCase.of(
        new PoolOp.AveragePoolGradient(window, 5, 6),
        x(2, pooled.outHeight(), pooled.outWidth(), 3));
  }

  static Stream<OpCase> large() {
    return Stream.of(
        OpCase.of(new PoolOp.MaxPool(PoolWindow.square(3, 2, 1)), x(APART, 4, 31, 33, 17)),
        OpCase.of(new PoolOp.AveragePool(PADDED), x(Shape.batch(31, 33, 17))),
        OpCase.of(new PoolOp.AveragePool(new PoolWindow.Adaptive(1, 1)), x(4, 31, 33, 17))
            .sums(1023));
  }
}
