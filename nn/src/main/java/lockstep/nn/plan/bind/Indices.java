package lockstep.nn.plan.bind;

import lockstep.kernels.move.Gather;

/// Indices into a table, the second input of a node. They come with the data, and kernels check
/// nothing: one that is not in the table would read or write somebody else's memory.
///
/// @param origin the layer that looks them up
/// @param count how many there are
/// @param rows rows of the table
record Indices(String origin, int count, int rows) {

  Indices(Sizes sizes, int rows) {
    this(sizes.origin(), sizes.inCount(1), rows);
  }

  /// Complains of the first index that is not in the table.
  void requireInside(Addresses at) {
    int place = Gather.firstOutside(at.in(1), count, rows);
    if (place >= 0) {
      throw new IndexOutOfBoundsException(
          origin
              + ": expected indices from 0 to "
              + (rows - 1)
              + ", got "
              + at.integer(1, place)
              + " at place "
              + place
              + ". Give the table more rows, or map what it does not know to one it has.");
    }
  }
}
