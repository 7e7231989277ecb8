package lockstep.nn.plan.bind;

import lockstep.kernels.softmax.CrossEntropy;
import lockstep.kernels.softmax.CrossEntropyGradient;
import lockstep.kernels.softmax.CrossEntropyShape;
import lockstep.kernels.softmax.LogSoftmax;
import lockstep.kernels.softmax.LogSoftmaxGradient;
import lockstep.kernels.softmax.SoftCrossEntropy;
import lockstep.kernels.softmax.SoftCrossEntropyGradient;
import lockstep.kernels.softmax.Softmax;
import lockstep.kernels.softmax.SoftmaxGradient;
import lockstep.nn.graph.SoftmaxOp;

/// The kernels of {@link SoftmaxOp}.
final class SoftmaxKernels {

  private SoftmaxKernels() {}

  static Kernel of(SoftmaxOp op, Sizes sizes) {
    int rows = sizes.rows(0);
    int columns = sizes.columns(0);
    return switch (op) {
      case SoftmaxOp.Softmax _ -> {
        var softmax = Softmax.of(rows, columns);
        yield Kernel.of((parallel, at) -> softmax.run(parallel, at.in(0), at.out(0)));
      }
      case SoftmaxOp.SoftmaxGradient _ -> {
        var gradient = SoftmaxGradient.of(rows, columns);
        yield Kernel.of((parallel, at) -> gradient.run(parallel, at.in(0), at.in(1), at.out(0)));
      }
      case SoftmaxOp.LogSoftmax _ -> {
        var softmax = LogSoftmax.of(rows, columns);
        yield Kernel.of((parallel, at) -> softmax.run(parallel, at.in(0), at.out(0)));
      }
      case SoftmaxOp.LogSoftmaxGradient _ -> {
        var gradient = LogSoftmaxGradient.of(rows, columns);
        yield Kernel.of((parallel, at) -> gradient.run(parallel, at.in(0), at.in(1), at.out(0)));
      }
      case SoftmaxOp.CrossEntropy(var smoothing, var ignored, var weighted) -> {
        var loss = CrossEntropy.of(new CrossEntropyShape(rows, columns, smoothing, ignored));
        int weights = weighted ? 2 : -1;
        yield Kernel.of((parallel, at) ->
            loss.run(
                parallel, at.in(0), at.in(1), at.in(weights, 0), at.out(1), at.out(2), at.out(0)));
      }
      case SoftmaxOp.CrossEntropyGradient(var smoothing, var ignored, var weighted) -> {
        var gradient =
            CrossEntropyGradient.of(new CrossEntropyShape(rows, columns, smoothing, ignored));
        int weights = weighted ? 2 : -1;
        int saved = weighted ? 3 : 2;
        yield Kernel.of((parallel, at) ->
            gradient.run(
                parallel,
                at.in(0),
                at.in(1),
                at.in(weights, 0),
                at.in(saved),
                at.in(saved + 1),
                at.out(0)));
      }
      case SoftmaxOp.SoftCrossEntropy _ -> {
        var loss = SoftCrossEntropy.of(rows, columns);
        yield Kernel.of((parallel, at) ->
            loss.run(parallel, at.in(0), at.in(1), at.out(1), at.out(2), at.out(0)));
      }
      case SoftmaxOp.SoftCrossEntropyGradient _ -> {
        var gradient = SoftCrossEntropyGradient.of(rows, columns);
        yield Kernel.of((parallel, at) ->
            gradient.run(parallel, at.in(0), at.in(1), at.in(2), at.in(3), at.out(0)));
      }
    };
  }
}
