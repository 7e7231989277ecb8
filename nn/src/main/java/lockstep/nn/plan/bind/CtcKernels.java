package lockstep.nn.plan.bind;

import lockstep.kernels.ctc.Ctc;
import lockstep.kernels.ctc.CtcGradient;
import lockstep.kernels.ctc.CtcShape;
import lockstep.nn.graph.CtcOp;
import lockstep.nn.tensor.Shape;

/// The kernels of {@link CtcOp}.
final class CtcKernels {

  private CtcKernels() {}

  static Kernel of(CtcOp op, Sizes sizes) {
    Shape x = sizes.in(0);
    var shape = new CtcShape(x.size(0), x.size(1), x.size(2), sizes.columns(1));
    return switch (op) {
      case CtcOp.Ctc(var masked) -> {
        var loss = Ctc.of(shape);
        int lengths = masked ? 2 : -1;
        yield Kernel.of(
            loss::scratchBytes,
            (parallel, at) ->
                loss.run(
                    parallel,
                    at.in(0),
                    at.in(1),
                    at.in(lengths, 0),
                    at.out(0),
                    at.out(1),
                    at.scratch()));
      }
      case CtcOp.CtcGradient(var masked) -> {
        var gradient = CtcGradient.of(shape);
        int lengths = masked ? 2 : -1;
        int losses = masked ? 3 : 2;
        yield Kernel.of(
            gradient::scratchBytes,
            (parallel, at) ->
                gradient.run(
                    parallel,
                    at.in(0),
                    at.in(1),
                    at.in(lengths, 0),
                    at.in(losses),
                    at.in(losses + 1),
                    at.in(losses + 2),
                    at.out(0),
                    at.scratch()));
      }
    };
  }
}
