package lockstep.kernels.gemm;

import lockstep.kernels.map.Activation;

/// Which way a product goes, by its shape.
final class KernelChoice {

  private KernelChoice() {}

  static Way product(GemmShape shape, Batch batch, Activation activation, Blocks blocks, Run run) {
    if (shape.m() == 1 || shape.n() == 1) {
      return new MatrixVector(shape, batch, activation, run);
    }
    if (batch.count() != 1) {
      return new Batched(shape, batch, blocks, activation, run);
    }
    if (Narrow.suits(shape)) {
      return new Narrow(shape, blocks, activation, run);
    }
    return new Blocked(shape, blocks, activation, run);
  }
}
