package lockstep.kernels.conv;

import jdk.incubator.vector.VectorSpecies;
import lockstep.kernels.Lanes;

/// A rectangle of sums over three loops: `c[row] = from[row] + Σ a[row, i, j, k]·b[i, j, k]`, each
/// sum one chain of fused multiply-adds in the order of (i, j, k).
///
/// An implementation is a template: its rows, and how far they and the steps of the innermost loop
/// lie apart in a and in b, are constants. It is a class for the same reason as [Tile].
abstract class WindowTile {

  /// The constants.
  ///
  /// @param rows how many rows are used
  /// @param aRow bytes from a row to the next
  /// @param aInner bytes of a from a step of the innermost loop to the next
  /// @param bInner the same of b
  /// @param species of its vectors
  record Data(int rows, long aRow, long aInner, long bInner, VectorSpecies<Float> species) {

    /// {@return the data of a template itself, which computes nothing}
    static Data none() {
      return new Data(0, 0, 0, 0, Lanes.FLOAT);
    }
  }

  /// Runs it; most names are those of [PairTile]. Sums begin as what is at `from`, whose rows lie
  /// `fromRow` bytes apart; 0 repeats one row.
  public abstract void run(
      long a,
      long aOuter,
      long aMiddle,
      long b,
      long bOuter,
      long bMiddle,
      int outer,
      int middle,
      int inner,
      long from,
      long fromRow,
      long c,
      long cRow);
}
