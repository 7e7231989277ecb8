package lockstep.kernels.gemm;

import lockstep.kernels.Lanes;
import lockstep.kernels.map.Activation;

/// Which way a product goes, by its shape. Each line cites its log.
final class KernelChoice {

  /// Bands of rows up to which a panel of B is best copied just before its use
  /// (`jmh/results/2026-11-21-2core-avx512.md`: 32×12544×288).
  private static final int FEW_BANDS = 3;

  /// Rows that repay the transpose of a result (the same: 64×10×256, 128×10×512).
  private static final int ROWS_TO_SWAP = 32;

  private KernelChoice() {}

  static Way product(GemmShape shape, Batch batch, Activation activation, Blocks blocks, Run run) {
    if (shape.m() == 1 || shape.n() == 1) {
      return new MatrixVector(shape, batch, activation, run);
    }
    if (batch.count() != 1) {
      return new Batched(shape, batch, blocks, activation, run);
    }
    if (shape.n() <= Lanes.COUNT && shape.m() >= ROWS_TO_SWAP) {
      return new Swapped(shape, blocks, activation, run);
    }
    if (Narrow.suits(shape)) {
      return new Narrow(shape, blocks, activation, run);
    }
    if (shape.m() <= FEW_BANDS * blocks.registers().rows) {
      return new Batched(shape, batch, blocks, activation, run);
    }
    return new Blocked(shape, blocks, activation, run);
  }
}
