package lockstep.kernels.recurrent;

import lockstep.kernels.Parallel;
import lockstep.kernels.gemm.Gemm;
import lockstep.kernels.gemm.GemmShape;

/// The product that a sequence runs at each of its steps with the same weights: they are packed
/// before the first step, for all. With 32 rows, packing takes as long as half of the product.
final class StateProduct {

  private final Gemm product;

  // Of the current sequence: the packed weights, and what is free behind them.
  private long packed;
  private long free;

  StateProduct(GemmShape shape) {
    product = Gemm.of(shape);
  }

  long scratchBytes(int threads) {
    return product.packedBytes() + product.scratchBytes(threads);
  }

  /// Begins a sequence with these weights.
  ///
  /// @param scratch address of [#scratchBytes(int)] bytes that nobody else uses until the last step
  void begin(Parallel parallel, long weights, long scratch) {
    free = scratch + product.packedBytes();
    packed = product.packedBytes() == 0 ? weights : scratch;
    product.pack(parallel, weights, packed);
  }

  /// `C ← A·weights + beta·C`.
  void step(Parallel parallel, long a, float beta, long c) {
    product.runPacked(parallel, a, packed, beta, c, free);
  }
}
