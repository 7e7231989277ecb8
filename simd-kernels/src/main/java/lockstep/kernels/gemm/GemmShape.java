package lockstep.kernels.gemm;

/// The shape of a product `C ← α·op(A)·op(B) + β·C` of row-major matrices, where op transposes or
/// not.
///
/// | operand | as stored, no transpose | as stored, transposed |
/// |---------|-------------------------|-----------------------|
/// | A       | `m × k`                 | `k × m`               |
/// | B       | `k × n`                 | `n × k`               |
/// | C       | `m × n`                 |                       |
///
/// @param m rows of C
/// @param n columns of C
/// @param k the inner size
/// @param transA whether A is read transposed
/// @param transB whether B is read transposed
/// @param lda floats from one stored row of A to the next
/// @param ldb the same of B
/// @param ldc the same of C
public record GemmShape(
    int m, int n, int k, boolean transA, boolean transB, int lda, int ldb, int ldc) {

  /// Checks that sizes are not negative and rows do not overlap.
  public GemmShape {
    requireSize("m", m);
    requireSize("n", n);
    requireSize("k", k);
    requireLeading("lda", lda, transA ? m : k);
    requireLeading("ldb", ldb, transB ? k : n);
    requireLeading("ldc", ldc, n);
  }

  /// {@return the product of matrices without gaps between their rows}
  public static GemmShape dense(int m, int n, int k, boolean transA, boolean transB) {
    return new GemmShape(
        m,
        n,
        k,
        transA,
        transB,
        Math.max(1, transA ? m : k),
        Math.max(1, transB ? k : n),
        Math.max(1, n));
  }

  /// {@return the floating-point operations of one product}
  public double operations() {
    return 2.0 * m * n * k;
  }

  private static void requireSize(String name, int size) {
    if (size < 0) {
      throw new IllegalArgumentException(name + ": expected 0 or more, got " + size + ".");
    }
  }

  private static void requireLeading(String name, int leading, int columns) {
    if (leading < Math.max(1, columns)) {
      throw new IllegalArgumentException(
          name
              + ": expected at least the "
              + Math.max(1, columns)
              + " columns of a stored row, got "
              + leading
              + ".");
    }
  }
}
