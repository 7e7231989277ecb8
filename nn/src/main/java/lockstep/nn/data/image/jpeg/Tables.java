package lockstep.nn.data.image.jpeg;

/// What segments between the scans of a JPEG file set: steps, codes and the restart interval.
final class Tables {

  private static final int SLOTS = 4;

  private final Input input;
  private final int[][] steps = new int[SLOTS][0];

  /// Four for the first numbers of blocks, four for the others.
  private final Codes[] codes = new Codes[2 * SLOTS];

  private int interval;

  Tables(Input input) {
    this.input = input;
    for (int i = 0; i < codes.length; i++) {
      codes[i] = new Codes(input);
    }
  }

  void readQuantisation(int from, int end) {
    int at = from;
    while (at < end) {
      int slot = input.at(at) & 15;
      int bytes = (input.at(at) >> 4) + 1;
      if (slot >= SLOTS || bytes > 2) {
        throw input.damaged(at, "a table 0 to 3 of 8 or 16 bits", "another");
      }
      if (end - at - 1 < Component.BLOCK * bytes) {
        throw input.damaged(at, "a table of 64 steps", "one cut off");
      }
      at++;
      if (steps[slot].length == 0) {
        steps[slot] = new int[Zigzag.PADDED];
      }
      for (int i = 0; i < Component.BLOCK; i++) {
        steps[slot][i] = bytes == 2 ? input.number(at) : input.at(at);
        at += bytes;
      }
    }
  }

  void readCodes(int from, int end) {
    int at = from;
    while (at < end) {
      int kind = input.at(at) >> 4;
      int slot = input.at(at) & 15;
      if (kind > 1 || slot >= SLOTS) {
        throw input.damaged(at, "a Huffman table 0 to 3 of two kinds", "another");
      }
      at = codes[kind * SLOTS + slot].define(at + 1, end, kind == 0);
    }
  }

  void readInterval(int at, int length) {
    if (length != 4) {
      throw input.damaged(at, "a restart interval of 4 bytes", "one of " + length);
    }
    interval = input.number(at + 2);
  }

  /// {@return in how many units restart markers come, 0 where there are none}
  int interval() {
    return interval;
  }

  /// {@return the steps of a table, in zigzag order}
  ///
  /// @param at where they are asked for
  int[] steps(int slot, int at) {
    if (slot >= SLOTS || steps[slot].length == 0) {
      throw input.damaged(at, "a quantisation table " + slot + " before the pixels", "none");
    }
    return steps[slot];
  }

  /// {@return the codes of the first numbers of blocks}
  Codes first(int slot, int at) {
    return ready(slot, slot, at);
  }

  /// {@return the codes of the other numbers of blocks}
  Codes others(int slot, int at) {
    return ready(slot, SLOTS + slot, at);
  }

  private Codes ready(int slot, int index, int at) {
    if (slot >= SLOTS || !codes[index].isDefined()) {
      throw input.damaged(at, "a Huffman table " + slot + " before the pixels", "none");
    }
    codes[index].build();
    return codes[index];
  }
}
