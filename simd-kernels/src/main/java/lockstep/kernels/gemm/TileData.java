package lockstep.kernels.gemm;

import jdk.incubator.vector.VectorSpecies;
import lockstep.kernels.Lanes;

/// What a {@link Tile} has as constants.
///
/// @param rows how many rows of C it computes, at most as many as it has
/// @param aRow bytes from a row of A to the next
/// @param aStep bytes of A from a step of depth to the next
/// @param bStep the same of B
/// @param species of its vectors
record TileData(int rows, long aRow, long aStep, long bStep, VectorSpecies<Float> species) {

  /// {@return the data of a template itself, which computes nothing}
  static TileData none() {
    return new TileData(0, 0, 0, 0, Lanes.FLOAT);
  }

  /// {@return the same for so many rows}
  TileData withRows(int count) {
    return new TileData(count, aRow, aStep, bStep, species);
  }

  /// {@return the same with vectors of half the width}
  TileData inHalves() {
    return new TileData(rows, aRow, aStep, bStep, Lanes.HALF);
  }
}
