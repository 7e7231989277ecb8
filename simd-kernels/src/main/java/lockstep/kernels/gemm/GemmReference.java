package lockstep.kernels.gemm;

import lockstep.kernels.access.Floats;

/// The product as three loops: the specification, to the bit.
///
/// An element of C begins as 0, C or β·C and then takes `(α·a)·b` for each step of depth in order,
/// each by one fused multiply-add. With β = 0 what C held is not read; with α = 0 or k = 0 neither
/// are A and B.
final class GemmReference {

  private GemmReference() {}

  static void run(GemmShape shape, float alpha, long a, long b, float beta, long c) {
    for (int i = 0; i < shape.m(); i++) {
      for (int j = 0; j < shape.n(); j++) {
        long at = c + ((long) i * shape.ldc() + j) * Float.BYTES;
        float sum = beta == 0 ? 0 : beta == 1 ? Floats.get(at) : beta * Floats.get(at);
        for (int p = 0; alpha != 0 && p < shape.k(); p++) {
          sum =
              Math.fma(
                  alpha * element(a, i, p, shape.transA(), shape.lda()),
                  element(b, p, j, shape.transB(), shape.ldb()),
                  sum);
        }
        Floats.set(at, sum);
      }
    }
  }

  private static float element(long matrix, int row, int column, boolean transposed, int leading) {
    long index = transposed ? (long) column * leading + row : (long) row * leading + column;
    return Floats.get(matrix + index * Float.BYTES);
  }
}
