package lockstep.nn.data.image.jpeg;

import java.util.Arrays;

/// One of the planes of samples that a JPEG image is made of: grey, a colour or an ink.
///
/// It has a sample for each pixel, or for some pixels together. Samples come in blocks of 8×8;
/// those at the right and below may go beyond the image.
final class Component {

  static final int SIDE = 8;
  static final int BLOCK = 64;

  /// Numbers of a block that no scan has told yet.
  static final byte UNKNOWN = -1;

  private final int id;
  private final int horizontal;
  private final int vertical;
  private final int table;
  private final int width;
  private final int height;
  private final int across;
  private final int down;
  private byte[] samples = {};
  private short[] numbers = {};
  private int[] quantisation = {};
  private final byte[] known = new byte[BLOCK];

  /// @param table of the steps that the numbers of blocks count
  /// @param width in samples
  /// @param height in samples
  Component(int id, int horizontal, int vertical, int table, int width, int height) {
    this.id = id;
    this.horizontal = horizontal;
    this.vertical = vertical;
    this.table = table;
    this.width = width;
    this.height = height;
    across = Frame.upwards(width, SIDE);
    down = Frame.upwards(height, SIDE);
    Arrays.fill(known, UNKNOWN);
  }

  /// @param progressive whether the numbers of blocks are kept until the last scan
  void takeMemory(boolean progressive) {
    int count = across * down * BLOCK;
    samples = new byte[count];
    if (progressive) {
      numbers = new short[count];
    }
  }

  int id() {
    return id;
  }

  int horizontal() {
    return horizontal;
  }

  int vertical() {
    return vertical;
  }

  int table() {
    return table;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /// {@return the blocks of a row}
  int across() {
    return across;
  }

  /// {@return the rows of blocks}
  int down() {
    return down;
  }

  long blocks() {
    return (long) across * down;
  }

  /// {@return all samples, row by row}
  byte[] samples() {
    return samples;
  }

  /// {@return how far a sample is from the one above}
  int stride() {
    return across * SIDE;
  }

  /// {@return the numbers of all blocks, block by block; empty where none are kept}
  short[] numbers() {
    return numbers;
  }

  /// {@return what the numbers of a block are multiplied with, in zigzag order}
  int[] quantisation() {
    return quantisation;
  }

  /// Keeps the table of the first scan: a later one may replace it for other components.
  void see(int[] steps) {
    if (!isSeen()) {
      quantisation = steps.clone();
    }
  }

  boolean isSeen() {
    return quantisation.length > 0;
  }

  /// {@return for each number of a block, in zigzag order, how many low bits are still to come}
  byte[] known() {
    return known;
  }
}
