package lockstep.nn;

import static lockstep.nn.OpCase.Numbers.ANY;
import static lockstep.nn.OpCase.Numbers.POSITIVE;
import static lockstep.nn.OpCase.fixed;
import static lockstep.nn.OpCase.state;
import static lockstep.nn.OpCase.x;

import java.util.stream.Stream;
import lockstep.kernels.norm.After;
import lockstep.nn.graph.NormOp;
import lockstep.nn.tensor.Shape;

/// Instances of {@link NormOp}.
final class NormCases {

  private NormCases() {}

  static Stream<OpCase> small() {
    return Stream.of(
        batchNorm(After.NOTHING, x(7, 3), 3),
        batchNorm(After.RELU, x(7, 3), 3),
        batchNorm(After.NOTHING, x(Shape.batch(2, 3, 5)), 5),
        batchNorm(After.RELU, x(Shape.batch(2, 3, 5)), 5),
        inference(After.NOTHING, x(Shape.batch(4)), 4),
        inference(After.RELU, x(2, 3, 4), 4),
        OpCase.of(new NormOp.LayerNorm(1e-5f), x(4, 7), x(7), x(7)),
        OpCase.of(new NormOp.LayerNorm(1e-5f), x(Shape.batch(2, 5)), x(5), x(5)),
        OpCase.of(new NormOp.GroupNorm(2, 1e-5f), x(2, 3, 2, 4), x(4), x(4)),
        OpCase.of(new NormOp.GroupNorm(1, 1e-5f), x(Shape.batch(3, 4)), x(4), x(4)),
        OpCase.of(new NormOp.GroupNorm(3, 1e-5f), x(Shape.batch(2, 2, 3)), x(3), x(3)),
        OpCase.of(new NormOp.RmsNorm(1e-5f), x(4, 7), x(7)),
        OpCase.of(new NormOp.RmsNorm(1e-5f), x(Shape.batch(2, 5)), x(5)));
  }

  static Stream<OpCase> large() {
    return Stream.of(
        batchNorm(After.RELU, x(1029, 37), 37).sums(1029),
        inference(After.RELU, x(1029, 37), 37).sums(1029),
        OpCase.of(new NormOp.LayerNorm(1e-5f), x(301, 130), x(130), x(130)).sums(301),
        OpCase.of(new NormOp.GroupNorm(4, 1e-5f), x(5, 17, 19, 32), x(32), x(32)).sums(2584),
        OpCase.of(new NormOp.RmsNorm(1e-5f), x(301, 130), x(130)).sums(301));
  }

  private static OpCase batchNorm(After after, OpCase.Operand x, int channels) {
    return OpCase.of(
        new NormOp.BatchNorm(1e-5f, 0.1f, after),
        x,
        x(channels),
        x(channels),
        state(ANY, channels),
        state(POSITIVE, channels));
  }

  private static OpCase inference(After after, OpCase.Operand x, int channels) {
    return OpCase.of(
        new NormOp.BatchNormInference(1e-5f, after),
        x,
        fixed(ANY, channels),
        fixed(POSITIVE, channels),
        x(channels),
        x(channels));
  }
}
