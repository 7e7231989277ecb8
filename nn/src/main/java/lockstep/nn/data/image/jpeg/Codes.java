package lockstep.nn.data.image.jpeg;

import java.util.Arrays;

/// A Huffman table: codes of 1 to 16 bits for symbols.
///
/// A symbol says how many zeros to skip (its upper four bits), and how many bits of a number follow
/// (the lower four). Most codes and their numbers are short: a table of all that the next bits can
/// be gives both at once.
///
/// | bits of an entry | |
/// |---|---|
/// | 0–4 | how many bits to drop; all 32 are 0 where the code is a long one |
/// | 5–9 | zeros to skip, and one |
/// | 10–13 | how many bits the number has |
/// | 16–31 | the number, signed; 0 where it has no bits, or more than fit: then only the code's are dropped |
final class Codes {

  /// The bits that the table is asked with.
  static final int LOOK = 10;

  static final int LONGEST = 16;

  private static final int DROP = 31;

  private final Input input;
  private final byte[] symbols = new byte[256];

  /// For each length, the first code that is too large for it, as 16 bits.
  private final int[] limits = new int[LONGEST + 1];

  /// For each length, what makes a code the index of its symbol.
  private final int[] offsets = new int[LONGEST + 1];

  private int[] entries = {};
  private int defined;
  private int built;

  Codes(Input input) {
    this.input = input;
  }

  /// Checks a table; it takes memory only when it is used.
  ///
  /// @param from where the number of codes of each length stands
  /// @param first whether it is for the first numbers of blocks, before which nothing is skipped
  /// @return where the table ends
  int define(int from, int end, boolean first) {
    if (end - from < LONGEST) {
      throw input.damaged(from, "the lengths of 16 codes", "a segment cut off");
    }
    int count = 0;
    int code = 0;
    for (int length = 1; length <= LONGEST; length++) {
      int some = input.at(from + length - 1);
      count += some;
      code = (code << 1) + some;
      if (code > 1 << length) {
        throw input.damaged(from, "codes that differ", "more than " + length + " bits make");
      }
    }
    int at = from + LONGEST;
    if (count > symbols.length || count > end - at) {
      throw input.damaged(from, "symbols for " + count + " codes", "fewer");
    }
    if (first) {
      for (int i = 0; i < count; i++) {
        if (input.at(at + i) > 15) {
          throw input.damaged(at + i, "a number of at most 15 bits", "one of " + input.at(at + i));
        }
      }
    }
    defined = from;
    return at + count;
  }

  boolean isDefined() {
    return defined > 0;
  }

  /// Makes the entries, unless they are those of the last definition.
  void build() {
    if (built == defined) {
      return;
    }
    built = defined;
    if (entries.length == 0) {
      entries = new int[1 << LOOK];
    }
    int code = 0;
    int index = 0;
    int filled = 0;
    for (int length = 1; length <= LONGEST; length++) {
      offsets[length] = index - code;
      for (int some = input.at(defined + length - 1); some > 0; some--) {
        int symbol = input.at(defined + LONGEST + index);
        symbols[index++] = (byte) symbol;
        code++;
        if (length <= LOOK) {
          filled = enter(filled, length, symbol);
        }
      }
      limits[length] = code << (LONGEST - length);
      code <<= 1;
    }
    Arrays.fill(entries, filled, entries.length, 0);
  }

  /// {@return where the entries of the next code begin: codes are in the order of their bits}
  private int enter(int from, int length, int symbol) {
    int rest = LOOK - length;
    int size = symbol & 15;
    int plain = size << 10 | ((symbol >> 4) + 1) << 5;
    int end = from + (1 << rest);
    if (size == 0 || size > rest) {
      Arrays.fill(entries, from, end, plain | length);
      return end;
    }
    int same = 1 << (rest - size);
    int at = from;
    for (int bits = 0; bits < 1 << size; bits++) {
      int entry = number(bits, size) << 16 | plain | (length + size);
      Arrays.fill(entries, at, at + same, entry);
      at += same;
    }
    return end;
  }

  /// {@return the number that some bits stand for: those that begin with 0 are negative}
  static int number(int bits, int size) {
    return bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
  }

  int[] entries() {
    return entries;
  }

  /// {@return how long the code of an entry is, without the bits of its number}
  static int codeLength(int entry) {
    return entry >> 16 == 0 ? entry & DROP : (entry & DROP) - (entry >>> 10 & 15);
  }

  /// {@return how long the code is that 16 bits begin with, more than {@link #LONGEST} for none}
  int length(int bits) {
    int length = 1;
    while (length <= LONGEST && bits >= limits[length]) {
      length++;
    }
    return length;
  }

  /// {@return the symbol of the code that 16 bits begin with}
  int symbol(int bits, int length) {
    return symbols[(bits >> (LONGEST - length)) + offsets[length]] & 0xff;
  }
}
