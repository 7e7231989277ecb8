package lockstep.kernels.gemm;

/// The addresses of one run of a product, kept in one place so that a run allocates nothing.
final class Run {
  /// What B is multiplied by.
  float alpha;

  long a;
  long b;

  /// The packed copy of B, where one was made before; then α is 1.
  long packed;

  long c;

  /// Where sums begin, and bytes from one row to the next and from one column to the next; 0
  /// repeats one.
  long from;

  long fromRow;
  long fromColumn;

  /// Free memory.
  long scratch;

  /// {@return where the sum of that element of C begins}
  long from(int row, int column) {
    return from + row * fromRow + column * fromColumn;
  }
}
