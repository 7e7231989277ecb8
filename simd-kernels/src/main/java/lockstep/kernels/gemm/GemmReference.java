package lockstep.kernels.gemm;

import lockstep.kernels.access.Floats;
import lockstep.kernels.access.Sixteen;

/// The product as three loops: the specification, to the bit.
///
/// An element of C begins as 0, C, β·C, or as bias plus residual, and then takes `a·(α·b)` for each
/// step of depth in order, each by one fused multiply-add. With β = 0 what C held is not read; with
/// α = 0 or k = 0 neither are A and B.
///
/// A product with one row or column is a matrix times a vector: α multiplies the vector, and where
/// the lines of the stored matrix run along the depth, the products are summed over sixteen virtual
/// lanes and then added to the element's beginning.
public final class GemmReference {

  private GemmReference() {}

  /// `C ← α·A·B + β·C`, as {@link Gemm}.
  public static void run(GemmShape shape, float alpha, long a, long b, float beta, long c) {
    for (int i = 0; i < shape.m(); i++) {
      for (int j = 0; j < shape.n(); j++) {
        long at = c + ((long) i * shape.ldc() + j) * Float.BYTES;
        float begin = beta == 0 ? 0 : beta == 1 ? Floats.get(at) : beta * Floats.get(at);
        Floats.set(at, element(shape, alpha, a, b, i, j, begin));
      }
    }
  }

  /// `C ← f(A·B + bias + residual)`, as {@link Gemm}.
  public static void run(
      GemmShape shape, Epilogue epilogue, long a, long b, long bias, long residual, long c) {
    for (int i = 0; i < shape.m(); i++) {
      for (int j = 0; j < shape.n(); j++) {
        long offset = ((long) i * shape.ldc() + j) * Float.BYTES;
        float added =
            switch (epilogue.bias()) {
              case NONE -> 0;
              case PER_COLUMN -> Floats.get(bias + (long) j * Float.BYTES);
              case PER_ROW -> Floats.get(bias + (long) i * Float.BYTES);
            };
        float begin =
            switch (epilogue.residual()) {
              case NONE -> added;
              case ADD ->
                  epilogue.bias() == Epilogue.Bias.NONE
                      ? Floats.get(residual + offset)
                      : added + Floats.get(residual + offset);
            };
        float sum = element(shape, 1, a, b, i, j, begin);
        Floats.set(c + offset, epilogue.activation().apply(sum));
      }
    }
  }

  private static float element(
      GemmShape shape, float alpha, long a, long b, int i, int j, float begin) {
    if (alpha == 0 || shape.k() == 0) {
      return begin;
    }
    boolean row = shape.m() == 1;
    boolean vector = row || shape.n() == 1;
    boolean dot = vector && MatrixVector.isDot(shape);
    float[] lanes = new float[Sixteen.LANES];
    float sum = begin;
    for (int p = 0; p < shape.k(); p++) {
      float x = at(a, i, p, shape.transA(), shape.lda());
      float y = at(b, p, j, shape.transB(), shape.ldb());
      x = row ? alpha * x : x;
      y = row ? y : alpha * y;
      if (dot) {
        lanes[p % Sixteen.LANES] = Math.fma(x, y, lanes[p % Sixteen.LANES]);
      } else {
        sum = Math.fma(x, y, sum);
      }
    }
    return dot ? begin + Sixteen.sum(lanes) : sum;
  }

  private static float at(long matrix, int row, int column, boolean transposed, int leading) {
    long index = transposed ? (long) column * leading + row : (long) row * leading + column;
    return Floats.get(matrix + index * Float.BYTES);
  }
}
