package lockstep.nn.data.image.jpeg;

/// The order in which the numbers of a block stand in a JPEG file: on a zigzag from the lowest
/// frequencies to the highest.
final class Zigzag {

  /// A damaged block may end up to 16 numbers beyond the last; those places need no check while
  /// they are filled.
  static final int PADDED = Component.BLOCK + 16;

  private static final int LAST = Component.BLOCK - 1;

  /// Where the numbers go, row by row.
  static final byte[] PLACES = zigzag();

  private Zigzag() {}

  private static byte[] zigzag() {
    byte[] places = new byte[PADDED];
    int side = Component.SIDE;
    int at = 0;
    for (int diagonal = 0; diagonal < 2 * side - 1; diagonal++) {
      for (int i = 0; i <= diagonal; i++) {
        int row = diagonal % 2 == 0 ? diagonal - i : i;
        int column = diagonal - row;
        if (row < side && column < side) {
          places[at++] = (byte) (row * side + column);
        }
      }
    }
    while (at < PADDED) {
      places[at++] = LAST;
    }
    return places;
  }
}
