package lockstep.kernels.gemm;

import lockstep.kernels.map.Activation;

/// Which way a product goes, by its shape.
final class KernelChoice {

  /// Bands of rows that repay a copy of B.
  private static final int BANDS = 8;

  private KernelChoice() {}

  static Way product(GemmShape shape, Batch batch, Activation activation, Blocks blocks, Run run) {
    if (shape.m() == 1 || shape.n() == 1) {
      return new MatrixVector(shape, batch, activation, run);
    }
    if (batch.count() == 1 && shape.m() >= BANDS * blocks.registers().rows) {
      return new Blocked(shape, blocks, activation, run);
    }
    return new OnePass(shape, batch, blocks, activation, run);
  }
}
