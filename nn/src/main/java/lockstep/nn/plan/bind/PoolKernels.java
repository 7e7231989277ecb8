package lockstep.nn.plan.bind;

import lockstep.kernels.pool.AveragePool;
import lockstep.kernels.pool.AveragePoolGradient;
import lockstep.kernels.pool.MaxPool;
import lockstep.kernels.pool.MaxPoolGradient;
import lockstep.kernels.pool.Pooling;
import lockstep.nn.graph.PoolOp;
import lockstep.nn.graph.PoolWindow;
import lockstep.nn.tensor.Shape;

/// The kernels of {@link PoolOp}.
final class PoolKernels {

  private PoolKernels() {}

  static Kernel of(PoolOp op, Sizes sizes) {
    return switch (op) {
      case PoolOp.MaxPool(var window) -> {
        var pool = MaxPool.of(over(window, sizes.in(0)));
        yield Kernel.of((parallel, at) -> pool.run(parallel, at.in(0), at.out(0), at.out(1)));
      }
      case PoolOp.MaxPoolGradient(var window, _, _) -> {
        var gradient = MaxPoolGradient.of(over(window, sizes.out(0)));
        yield Kernel.of((parallel, at) -> gradient.run(parallel, at.in(0), at.in(1), at.out(0)));
      }
      case PoolOp.AveragePool(var window) -> {
        var pool = AveragePool.of(over(window, sizes.in(0)));
        yield Kernel.of((parallel, at) -> pool.run(parallel, at.in(0), at.out(0)));
      }
      case PoolOp.AveragePoolGradient(var window, _, _) -> {
        var gradient = AveragePoolGradient.of(over(window, sizes.out(0)));
        yield Kernel.of((parallel, at) -> gradient.run(parallel, at.in(0), at.out(0)));
      }
    };
  }

  private static Pooling over(PoolWindow window, Shape images) {
    return window.over(images.size(0), images.size(1), images.size(2), images.size(3));
  }
}
