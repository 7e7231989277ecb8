package lockstep.kernels.gemm;

import lockstep.kernels.Lanes;

/// The inner loop of a product, for the rows and columns of C whose sums fit into registers.
///
/// It computes `C ← F + A·B`, each element as one chain of fused multiply-adds that begins with its
/// element of F and goes on in the order of depth, whatever the width of vectors. An implementation
/// is a template: the strides of A, the step of B, and its rows are constants (`TileData`); its
/// columns are one vector or two.
///
/// Public for other kernels, which sum one loop too. A class and no interface: a call finds the
/// method of one of many classes sooner so (`jmh/lab`, 25).
public abstract class Tile {

  /// The address of two vectors of zeros, which sums may begin with.
  public static final long ZEROS = Zeros.ADDRESS;

  Tile() {}

  /// {@return rows that fill the registers, two vectors wide}
  public static int rows() {
    return Blocks.HERE.registers().rows;
  }

  /// {@return the height of bands that cut so many rows best; the last may overhang}
  public static int bandOf(int rows) {
    return Blocks.HERE.registers().bandOf(rows, true);
  }

  /// {@return the tile of so many rows that is two vectors wide}
  ///
  /// @param rows as many as fill the registers at most
  /// @param aRow bytes from a row of A to the next
  /// @param aStep bytes of A from a step of depth to the next
  /// @param bStep the same of B
  public static Tile wide(int rows, long aRow, long aStep, long bStep) {
    return Blocks.HERE.wide(new TileData(rows, aRow, aStep, bStep, Lanes.FLOAT));
  }

  /// Runs it.
  ///
  /// @param a address of A's first element, broadcast over the columns
  /// @param b address of B's first row, a vector or two
  /// @param depth steps
  /// @param from address of F: C itself, zeros, a bias, a residual
  /// @param fromRow bytes from a row of F to the next; 0 repeats one row
  /// @param c address of C
  /// @param cRow bytes from a row of C to the next
  public abstract void run(long a, long b, int depth, long from, long fromRow, long c, long cRow);
}
