package lockstep.nn.data.image.jpeg;

import lockstep.nn.data.DataException;
import lockstep.nn.data.image.format.Faults;

/// The bytes of a JPEG file: its markers, and what is said of those that are wrong.
final class Input {

  /// Far more than the largest image takes; so sums of offsets stay whole numbers.
  private static final int MOST_BYTES = 1 << 30;

  private final byte[] bytes;
  private final String name;

  Input(byte[] bytes, String name) {
    this.bytes = bytes;
    this.name = name;
    if (bytes.length > MOST_BYTES) {
      throw new DataException(
          name,
          "expected a JPEG file of at most "
              + MOST_BYTES
              + " bytes, found "
              + bytes.length
              + ". Make the image smaller.");
    }
  }

  byte[] bytes() {
    return bytes;
  }

  String name() {
    return name;
  }

  int length() {
    return bytes.length;
  }

  /// {@return the byte at an offset, 0 to 255}
  int at(int offset) {
    return bytes[offset] & 0xff;
  }

  /// {@return the two bytes at an offset, 0 to 65535}
  int number(int offset) {
    return at(offset) << 8 | at(offset + 1);
  }

  boolean says(int offset, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (bytes[offset + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// {@return the offset after the next marker, junk before it skipped}
  int afterMarker(int from) {
    int at = from;
    while (true) {
      while (at < bytes.length && bytes[at] != -1) {
        at++;
      }
      while (at < bytes.length && bytes[at] == -1) {
        at++;
      }
      if (at >= bytes.length) {
        throw cutOff();
      }
      if (bytes[at++] != 0) {
        return at;
      }
    }
  }

  DataException cutOff() {
    return damaged(bytes.length, "the marker at the end of an image", "the end of the file");
  }

  DataException damaged(int at, String expected, String found) {
    return Faults.damaged(name, at, expected, found);
  }

  /// {@return what is said of a whole file of a kind that is not read}
  DataException unsupported(int at, String expected, String found) {
    return new DataException(
        name, "expected " + expected + ", found " + found + " at byte " + at + ". Convert it.");
  }
}
