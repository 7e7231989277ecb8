package lockstep.nn.data.text;

/// A character that can be seen for each byte, as GPT-2 writes its vocabulary: printable Latin-1
/// stands for itself, the others for U+0100 and on, so that a space is `Ġ`.
final class ByteAlphabet {

  static final int BYTES = 256;

  private static final char[] CHARACTERS = characters();

  private ByteAlphabet() {}

  private static char[] characters() {
    char[] characters = new char[BYTES];
    char next = 0x100;
    for (int value = 0; value < BYTES; value++) {
      boolean printable =
          (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xFF && value != 0xAD);
      characters[value] = printable ? (char) value : next++;
    }
    return characters;
  }

  static char character(int value) {
    return CHARACTERS[value & 0xFF];
  }
}
