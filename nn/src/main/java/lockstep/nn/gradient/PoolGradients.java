package lockstep.nn.gradient;

import lockstep.nn.graph.PoolOp;
import lockstep.nn.tensor.Shape;

/// The gradients of {@link PoolOp}.
final class PoolGradients {

  private PoolGradients() {}

  static void of(PoolOp op, Flow flow) {
    Shape x = flow.in(0).shape();
    switch (op) {
      case PoolOp.MaxPool(var window) ->
          flow.to(
              0,
              () ->
                  flow.g()
                      .apply(
                          new PoolOp.MaxPoolGradient(window, x.size(1), x.size(2)),
                          flow.dy(),
                          flow.out(1)));
      case PoolOp.AveragePool(var window) ->
          flow.to(
              0,
              () ->
                  flow.g()
                      .apply(
                          new PoolOp.AveragePoolGradient(window, x.size(1), x.size(2)), flow.dy()));
      case PoolOp.AveragePoolGradient(var window, _, _) ->
          flow.to(0, () -> flow.g().apply(new PoolOp.AveragePool(window), flow.dy()));
      case PoolOp.MaxPoolGradient _ -> throw flow.none("second derivatives are not made");
    }
  }
}
