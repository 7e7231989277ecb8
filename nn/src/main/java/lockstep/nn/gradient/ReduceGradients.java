package lockstep.nn.gradient;

import java.util.List;
import lockstep.kernels.map.Binary;
import lockstep.kernels.reduce.Reduction;
import lockstep.nn.graph.GraphBuilder;
import lockstep.nn.graph.ReduceOp;
import lockstep.nn.graph.Value;

/// The gradients of {@link ReduceOp}.
final class ReduceGradients {

  private ReduceGradients() {}

  static void of(ReduceOp op, Flow flow) {
    switch (op) {
      case ReduceOp.Reduce(var reduction, var axes) ->
          flow.to(0, () -> reduced(reduction, axes, flow));
      case ReduceOp.Argmax _ -> {
        // A step: flat wherever it has a slope.
      }
      case ReduceOp.MeanGradient _ -> throw flow.none("second derivatives are not made");
    }
  }

  private static Value reduced(Reduction reduction, List<Integer> axes, Flow flow) {
    GraphBuilder g = flow.g();
    Value x = flow.in(0);
    Value y = flow.out(0);
    Value dy = flow.dy();
    return switch (reduction) {
      case SUM -> g.broadcast(dy, x.shape());
      case MEAN -> g.apply(new ReduceOp.MeanGradient(x.shape()), dy);
      case SUM_OF_SQUARES -> g.multiply(g.affine(2, x, 0), dy);
      case L2 -> g.multiply(x, g.divide(dy, y));
      case MAX, MIN -> {
        // Equals share it.
        Value winners = g.map(Binary.EQUAL, x, y);
        Value count = g.apply(new ReduceOp.Reduce(Reduction.SUM, axes), winners);
        yield g.multiply(winners, g.divide(dy, count));
      }
    };
  }
}
