package lockstep.kernels.gemm;

/// Products of one shape whose operands lie at equal distances.
///
/// @param count how many
/// @param strideA floats from one A to the next; 0 if all share one
/// @param strideB the same of B
/// @param strideC the same of C
public record Batch(int count, long strideA, long strideB, long strideC) {

  /// A single product.
  public static final Batch ONE = new Batch(1, 0, 0, 0);

  /// Checks that there is a product, and that results do not overlap for want of a stride.
  public Batch {
    if (count < 0) {
      throw new IllegalArgumentException("count: expected 0 or more, got " + count + ".");
    }
    if (strideA < 0 || strideB < 0 || strideC < 0 || (count > 1 && strideC == 0)) {
      throw new IllegalArgumentException(
          "strides: expected 0 or more, and more than 0 for C; got "
              + strideA
              + ", "
              + strideB
              + ", "
              + strideC
              + ".");
    }
  }

  /// {@return `count` products whose operands follow each other without gaps}
  public static Batch dense(int count, GemmShape shape) {
    return new Batch(
        count,
        (long) (shape.transA() ? shape.k() : shape.m()) * shape.lda(),
        (long) (shape.transB() ? shape.n() : shape.k()) * shape.ldb(),
        Math.max(1, (long) shape.m() * shape.ldc()));
  }

  long aBytes() {
    return strideA * Float.BYTES;
  }

  long bBytes() {
    return strideB * Float.BYTES;
  }

  long cBytes() {
    return strideC * Float.BYTES;
  }
}
