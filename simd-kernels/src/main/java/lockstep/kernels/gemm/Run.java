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

  /// Where sums begin, and bytes from one row to the next; 0 repeats one row.
  long from;

  long fromRow;

  /// Free memory.
  long scratch;
}
