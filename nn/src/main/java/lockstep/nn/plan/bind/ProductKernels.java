package lockstep.nn.plan.bind;

import lockstep.kernels.conv.ConvForward;
import lockstep.kernels.conv.ConvInputGradient;
import lockstep.kernels.conv.ConvShape;
import lockstep.kernels.conv.ConvTranspose;
import lockstep.kernels.conv.ConvWeightGradient;
import lockstep.kernels.gemm.Backend;
import lockstep.kernels.gemm.Batch;
import lockstep.kernels.gemm.Epilogue;
import lockstep.kernels.gemm.Gemm;
import lockstep.kernels.gemm.GemmShape;
import lockstep.kernels.gemm.MatrixProduct;
import lockstep.nn.graph.ProductOp;
import lockstep.nn.tensor.Shape;

/// The kernels of {@link ProductOp}.
final class ProductKernels {

  private ProductKernels() {}

  static Kernel of(ProductOp op, Sizes sizes, Backend backend) {
    return switch (op) {
      case ProductOp.MatMul matMul -> matMul(matMul, sizes, backend);
      case ProductOp.Conv2d(var window, var epilogue) ->
          conv(window.over(sizes.in(0), sizes.out(0).size(3)), epilogue, sizes.steady(1));
      case ProductOp.ConvTranspose(var window, _, _, var epilogue) -> {
        ConvShape mirror = window.over(sizes.out(0), sizes.in(0).size(3));
        yield epilogue.equals(Epilogue.NONE) ? inputGradient(mirror) : transpose(mirror, epilogue);
      }
      case ProductOp.ConvWeightGradient(var window, var bias) -> {
        ConvShape shape = window.over(sizes.in(0), sizes.in(1).size(3));
        var gradient = ConvWeightGradient.of(shape);
        boolean biased = bias != Epilogue.Bias.NONE;
        yield Kernel.of(
            gradient::scratchBytes,
            (parallel, at) ->
                gradient.run(
                    parallel,
                    at.in(0),
                    at.in(1),
                    at.out(0),
                    biased ? at.out(1) : ConvForward.ABSENT,
                    at.scratch()));
      }
    };
  }

  /// @param steady whether the weights stay from run to run, so that they are packed once
  private static Kernel conv(ConvShape shape, Epilogue epilogue, boolean steady) {
    var conv = ConvForward.of(shape, epilogue.activation());
    int bias = bias(epilogue);
    int residual = residual(epilogue);
    if (steady && conv.packedBytes() > 0) {
      return Kernel.of(
              conv::packedScratchBytes,
              (parallel, at) ->
                  conv.runPacked(
                      parallel,
                      at.in(0),
                      at.kept(),
                      at.in(bias, ConvForward.ABSENT),
                      at.in(residual, ConvForward.ABSENT),
                      at.out(0),
                      at.scratch()))
          .keeping(conv.packedBytes(), (parallel, at) -> conv.pack(parallel, at.in(1), at.kept()));
    }
    return Kernel.of(
        conv::scratchBytes,
        (parallel, at) ->
            conv.run(
                parallel,
                at.in(0),
                at.in(1),
                at.in(bias, ConvForward.ABSENT),
                at.in(residual, ConvForward.ABSENT),
                at.out(0),
                at.scratch()));
  }

  private static Kernel inputGradient(ConvShape mirror) {
    var gradient = ConvInputGradient.of(mirror);
    return Kernel.of(
        gradient::scratchBytes,
        (parallel, at) -> gradient.run(parallel, at.in(0), at.in(1), at.out(0), at.scratch()));
  }

  private static Kernel transpose(ConvShape mirror, Epilogue epilogue) {
    var conv = ConvTranspose.of(mirror, epilogue.activation());
    int bias = bias(epilogue);
    int residual = residual(epilogue);
    return Kernel.of(
        conv::scratchBytes,
        (parallel, at) ->
            conv.run(
                parallel,
                at.in(0),
                at.in(1),
                at.in(bias, ConvForward.ABSENT),
                at.in(residual, ConvForward.ABSENT),
                at.out(0),
                at.scratch()));
  }

  private static Kernel matMul(ProductOp.MatMul op, Sizes sizes, Backend backend) {
    MatrixProduct product = product(op, sizes, backend);
    if (sizes.steady(1) && product instanceof Gemm gemm && gemm.packedBytes() > 0) {
      return packed(op.epilogue(), gemm);
    }
    Epilogue epilogue = op.epilogue();
    if (epilogue.equals(Epilogue.NONE)) {
      return Kernel.of(
          product::scratchBytes,
          (parallel, at) ->
              product.run(parallel, 1, at.in(0), at.in(1), 0, at.out(0), at.scratch()));
    }
    int bias = bias(epilogue);
    int residual = residual(epilogue);
    return Kernel.of(
        product::scratchBytes,
        (parallel, at) ->
            product.runFused(
                parallel,
                at.in(0),
                at.in(1),
                at.in(bias, 0),
                at.in(residual, 0),
                at.out(0),
                at.scratch()));
  }

  /// A product whose weights are packed once for many runs.
  private static Kernel packed(Epilogue epilogue, Gemm gemm) {
    int bias = bias(epilogue);
    int residual = residual(epilogue);
    Kernel kernel =
        epilogue.equals(Epilogue.NONE)
            ? Kernel.of(
                gemm::scratchBytes,
                (parallel, at) ->
                    gemm.runPacked(parallel, at.in(0), at.kept(), 0, at.out(0), at.scratch()))
            : Kernel.of(
                gemm::scratchBytes,
                (parallel, at) ->
                    gemm.runFusedPacked(
                        parallel,
                        at.in(0),
                        at.kept(),
                        at.in(bias, 0),
                        at.in(residual, 0),
                        at.out(0),
                        at.scratch()));
    return kernel.keeping(
        gemm.packedBytes(), (parallel, at) -> gemm.pack(parallel, at.in(1), at.kept()));
  }

  private static MatrixProduct product(ProductOp.MatMul op, Sizes sizes, Backend backend) {
    Shape a = sizes.in(0);
    Shape b = sizes.in(1);
    Shape c = sizes.out(0);
    int count = c.product(0, c.rank() - 2);
    int m = c.size(-2);
    int n = c.size(-1);
    int k = a.size(op.transA() ? -2 : -1);
    boolean oneB = b.rank() == 2;
    boolean rowsDiffer = op.epilogue().bias() == Epilogue.Bias.PER_ROW;
    if (oneB && !op.transA() && (count == 1 || !rowsDiffer)) {
      // One B for all: their rows are rows of one product.
      return backend.product(
          GemmShape.dense(count * m, n, k, false, op.transB()), Batch.ONE, op.epilogue());
    }
    var shape = GemmShape.dense(m, n, k, op.transA(), op.transB());
    var batch =
        count == 1
            ? Batch.ONE
            : new Batch(count, (long) m * k, oneB ? 0 : (long) k * n, Math.max(1, (long) m * n));
    return backend.product(shape, batch, op.epilogue());
  }

  private static int bias(Epilogue epilogue) {
    return epilogue.bias() == Epilogue.Bias.NONE ? -1 : 2;
  }

  private static int residual(Epilogue epilogue) {
    return epilogue.residual() == Epilogue.Residual.NONE
        ? -1
        : epilogue.bias() == Epilogue.Bias.NONE ? 2 : 3;
  }
}
