package lockstep.nn.data.image.jpeg;

import java.util.ArrayList;
import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.data.image.format.Faults;

/// The sizes of a JPEG image and its components.
///
/// @param progressive whether the numbers of a block come in several scans
/// @param horizontal the most samples that a component has across where others have fewer
/// @param vertical the same, down
record Frame(
    int height,
    int width,
    boolean progressive,
    int horizontal,
    int vertical,
    List<Component> components) {

  static final Frame NONE = new Frame(0, 0, false, 1, 1, List.of());

  /// A bit is the least that a block of 64 samples takes.
  private static final long MOST_BLOCKS_OF_BYTE = 8;

  private static final int BASELINE = 0xC0;
  private static final int EXTENDED = 0xC1;
  private static final int PROGRESSIVE = 0xC2;
  private static final int LOSSLESS = 0xC3;
  private static final int FIRST_ARITHMETIC = 0xC9;

  /// {@return the frame in a segment}
  ///
  /// Memory for the samples is taken here, after a check that the file is long enough for them.
  ///
  /// @param at where the segment's length stands
  static Frame read(Input input, int marker, int at, int length) {
    requireHuffman(input, marker, at);
    if (length < 8) {
      throw input.damaged(at, "a frame", "one of " + length + " bytes");
    }
    int bits = input.at(at + 2);
    int height = input.number(at + 3);
    int width = input.number(at + 5);
    int count = input.at(at + 7);
    if (bits == 12 && marker != BASELINE) {
      throw input.unsupported(at, "a JPEG image of 8 bits a sample", "12 bits");
    }
    if ((count != 1 && count != 3 && count != 4) || bits != 8 || length != 8 + 3 * count) {
      throw input.damaged(at, "1, 3 or 4 components of 8 bits", count + " of " + bits);
    }
    int horizontal = 1;
    int vertical = 1;
    for (int i = 0; i < count; i++) {
      int sampling = input.at(at + 9 + 3 * i);
      int across = sampling >> 4;
      int down = sampling & 15;
      if (across < 1 || across > 4 || down < 1 || down > 4) {
        throw input.damaged(at, "samplings of 1 to 4", across + "×" + down);
      }
      horizontal = Math.max(horizontal, across);
      vertical = Math.max(vertical, down);
    }
    var components = new ArrayList<Component>();
    long blocks = 0;
    for (int i = 0; i < count; i++) {
      int from = at + 8 + 3 * i;
      int sampling = input.at(from + 1);
      var component =
          new Component(
              input.at(from),
              sampling >> 4,
              sampling & 15,
              input.at(from + 2),
              upwards(width * (sampling >> 4), horizontal),
              upwards(height * (sampling & 15), vertical));
      for (Component other : components) {
        if (other.id() == component.id()) {
          throw input.damaged(from, "components with names of their own", "one twice");
        }
      }
      components.add(component);
      blocks += component.blocks();
    }
    long possible = MOST_BLOCKS_OF_BYTE * (input.length() - at);
    Faults.requirePossible(input.name(), height, width, 64 * possible);
    if (blocks > possible) {
      throw new DataException(
          input.name(),
          "expected at most "
              + possible
              + " blocks of pixels in a file of this size, found "
              + blocks
              + ". The file is cut off or damaged; make it again or leave it out.");
    }
    boolean progressive = marker == PROGRESSIVE;
    for (Component component : components) {
      component.takeMemory(progressive);
    }
    return new Frame(height, width, progressive, horizontal, vertical, components);
  }

  private static void requireHuffman(Input input, int marker, int at) {
    if (marker != BASELINE && marker != EXTENDED && marker != PROGRESSIVE) {
      String found =
          marker >= FIRST_ARITHMETIC
              ? "arithmetic codes"
              : marker == LOSSLESS ? "a lossless one" : "a hierarchical one";
      throw input.unsupported(
          at, "a sequential or progressive JPEG image with Huffman codes", found);
    }
  }

  /// {@return the quotient, rounded up}
  static int upwards(int number, int divisor) {
    return (number + divisor - 1) / divisor;
  }
}
