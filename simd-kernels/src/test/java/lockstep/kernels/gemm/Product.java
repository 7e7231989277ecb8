package lockstep.kernels.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.Arrays;
import lockstep.kernels.Parallel;

/// A product with operands to try it on.
final class Product {

  private final GemmShape shape;
  final Matrix a;
  final Matrix b;
  private final Matrix c;

  Product(GemmShape shape, long seed) {
    this.shape = shape;
    a = Matrix.random((shape.transA() ? shape.k() : shape.m()) * shape.lda(), seed);
    b = Matrix.random((shape.transB() ? shape.n() : shape.k()) * shape.ldb(), seed + 1000);
    c = Matrix.random(shape.m() * shape.ldc(), seed + 2000);
  }

  /// The kernel leaves the same bits as the reference: in C, between its rows, and around it.
  void expect(Blocks blocks, Parallel parallel, float alpha, float beta) {
    Matrix expected = c.copy();
    try {
      GemmReference.run(shape, alpha, a.address(), b.address(), beta, expected.address());
    } finally {
      Reference.reachabilityFence(this);
    }
    assertThat(run(blocks, parallel, alpha, beta).bits())
        .as("%s, α %s, β %s, %s, %d threads", shape, alpha, beta, blocks, parallel.threads())
        .isEqualTo(expected.bits());
  }

  private Matrix run(Blocks blocks, Parallel parallel, float alpha, float beta) {
    Matrix result = c.copy();
    int[] before = a.bits();
    var gemm = new Gemm(shape, Batch.ONE, Epilogue.NONE, blocks);
    var scratch = new Matrix((int) (gemm.scratchBytes(parallel.threads()) / Float.BYTES));
    int[] guards = scratch.bits();
    try {
      gemm.run(
          parallel, alpha, a.address(), b.address(), beta, result.address(), scratch.address());
    } finally {
      Reference.reachabilityFence(this);
    }
    assertThat(a.bits()).isEqualTo(before);
    assertThat(ends(scratch.bits())).as("guards of the scratch memory").isEqualTo(ends(guards));
    return result;
  }

  private static int[] ends(int[] bits) {
    int[] ends = new int[128];
    System.arraycopy(bits, 0, ends, 0, 64);
    System.arraycopy(bits, bits.length - 64, ends, 64, 64);
    return ends;
  }

  int checksum() {
    return Arrays.hashCode(run(Blocks.HERE, Parallel.of(2, Parallel.Idle.SLEEP), 1, 1).bits());
  }
}
