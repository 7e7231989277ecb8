package lockstep.kernels.gemm;

/// The inner loop of a product, for the rows and columns of C whose sums fit into registers.
///
/// It computes `C ← F + A·B`, each element as one chain of fused multiply-adds that begins with its
/// element of F and goes on in the order of depth, whatever the width of vectors. An implementation
/// is a template: the strides of A, the step of B, and its rows are constants ({@link TileData});
/// its columns are one vector or two.
interface Tile {

  /// Runs it.
  ///
  /// @param a address of A's first element, broadcast over the columns
  /// @param b address of B's first row, a vector or two
  /// @param depth steps
  /// @param from address of F: C itself, zeros, a bias, a residual
  /// @param fromRow bytes from a row of F to the next; 0 repeats one row
  /// @param c address of C
  /// @param cRow bytes from a row of C to the next
  void run(long a, long b, int depth, long from, long fromRow, long c, long cRow);
}
