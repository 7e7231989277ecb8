package lockstep.nn.plan.bind;

import lockstep.kernels.norm.BatchNorm;
import lockstep.kernels.norm.BatchNormGradient;
import lockstep.kernels.norm.BatchNormInference;
import lockstep.kernels.norm.GroupNorm;
import lockstep.kernels.norm.GroupNormGradient;
import lockstep.kernels.norm.GroupNormShape;
import lockstep.kernels.norm.LayerNorm;
import lockstep.kernels.norm.LayerNormGradient;
import lockstep.kernels.norm.RmsNorm;
import lockstep.kernels.norm.RmsNormGradient;
import lockstep.nn.graph.NormOp;
import lockstep.nn.tensor.Shape;

/// The kernels of {@link NormOp}.
final class NormKernels {

  private NormKernels() {}

  static Kernel of(NormOp op, Sizes sizes) {
    int rows = sizes.rows(0);
    int columns = sizes.columns(0);
    return switch (op) {
      case NormOp.BatchNorm(var epsilon, var momentum, var after) -> {
        var norm = BatchNorm.of(rows, columns, epsilon, momentum, after);
        yield Kernel.of(
            norm::scratchBytes,
            (parallel, at) ->
                norm.run(
                    parallel,
                    at.in(0),
                    at.in(1),
                    at.in(2),
                    at.in(3),
                    at.in(4),
                    at.out(0),
                    at.out(1),
                    at.scratch()));
      }
      case NormOp.BatchNormInference(var epsilon, var after) -> {
        var norm = BatchNormInference.of(rows, columns, epsilon, after);
        yield Kernel.of(
            norm::scratchBytes,
            (parallel, at) ->
                norm.run(
                    parallel,
                    at.in(0),
                    at.in(1),
                    at.in(2),
                    at.in(3),
                    at.in(4),
                    at.out(0),
                    at.scratch()));
      }
      case NormOp.BatchNormGradient _ -> {
        var gradient = BatchNormGradient.of(rows, columns);
        yield gradient(gradient::scratchBytes, gradient::run);
      }
      case NormOp.LayerNorm(var epsilon) -> {
        var norm = LayerNorm.of(rows, columns, epsilon);
        yield Kernel.of((parallel, at) ->
            norm.run(parallel, at.in(0), at.in(1), at.in(2), at.out(0), at.out(1)));
      }
      case NormOp.LayerNormGradient _ -> {
        var gradient = LayerNormGradient.of(rows, columns);
        yield gradient(gradient::scratchBytes, gradient::run);
      }
      case NormOp.GroupNorm(var groups, var epsilon) -> {
        var norm = GroupNorm.of(images(sizes.in(0), groups, epsilon));
        yield Kernel.of(
            norm::scratchBytes,
            (parallel, at) ->
                norm.run(
                    parallel, at.in(0), at.in(1), at.in(2), at.out(0), at.out(1), at.scratch()));
      }
      case NormOp.GroupNormGradient(var groups, var epsilon) -> {
        var gradient = GroupNormGradient.of(images(sizes.in(0), groups, epsilon));
        yield gradient(gradient::scratchBytes, gradient::run);
      }
      case NormOp.RmsNorm(var epsilon) -> {
        var norm = RmsNorm.of(rows, columns, epsilon);
        yield Kernel.of(
            (parallel, at) -> norm.run(parallel, at.in(0), at.in(1), at.out(0), at.out(1)));
      }
      case NormOp.RmsNormGradient _ -> {
        var gradient = RmsNormGradient.of(rows, columns);
        yield Kernel.of(
            gradient::scratchBytes,
            (parallel, at) ->
                gradient.run(
                    parallel,
                    at.in(0),
                    at.in(1),
                    at.in(2),
                    at.in(3),
                    at.out(0),
                    at.out(1),
                    at.scratch()));
      }
    };
  }

  /// The gradients of all norms with gamma and beta take the same operands.
  @FunctionalInterface
  private interface GradientRun {
    void run(
        lockstep.kernels.Parallel parallel,
        long x,
        long dy,
        long gamma,
        long saved,
        long dx,
        long dgamma,
        long dbeta,
        long scratch);
  }

  private static Kernel gradient(java.util.function.IntToLongFunction scratch, GradientRun run) {
    return Kernel.of(
        scratch,
        (parallel, at) ->
            run.run(
                parallel,
                at.in(0),
                at.in(1),
                at.in(2),
                at.in(3),
                at.out(0),
                at.out(1),
                at.out(2),
                at.scratch()));
  }

  private static GroupNormShape images(Shape x, int groups, float epsilon) {
    return new GroupNormShape(x.size(0), x.product(1, x.rank() - 1), x.size(-1), groups, epsilon);
  }
}
