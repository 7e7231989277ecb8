package lockstep.nn.data.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import lockstep.nn.data.DataException;
import lockstep.nn.data.image.format.Faults;

/// The sizes that a BMP file declares, checked before the platform's reader takes memory for them.
final class BmpHeader {

  private static final int FILE_HEADER = 14;
  private static final int SHORT_HEADER = 12;
  private static final int LONG_HEADER = 40;
  private static final int LONGEST_HEADER = 124;

  private BmpHeader() {}

  static void check(byte[] bytes, String name) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int size = bytes.length < FILE_HEADER + SHORT_HEADER ? 0 : file.getInt(FILE_HEADER);
    boolean brief = size == SHORT_HEADER;
    if ((!brief && size < LONG_HEADER)
        || size > LONGEST_HEADER
        || size > bytes.length - FILE_HEADER) {
      throw damaged(name, FILE_HEADER, "a header of 12, or of 40 to 124 bytes", size);
    }
    int width = brief ? file.getChar(18) : file.getInt(18);
    int height = brief ? file.getChar(20) : file.getInt(22);
    int bits = brief ? file.getChar(24) : file.getChar(28);
    int compression = brief ? 0 : file.getInt(30);
    boolean runs = compression == 1 || compression == 2;
    if (bits < 1 || bits > 32) {
      throw damaged(name, brief ? 24 : 28, "1 to 32 bits a pixel", bits);
    }
    int offset = file.getInt(10);
    if (offset < FILE_HEADER + size || offset > bytes.length) {
      throw damaged(name, 10, "pixels after the header and within the file", offset);
    }
    int colours = brief ? 0 : file.getInt(46);
    if (colours < 0 || colours > 1 << Math.min(bits, 8)) {
      throw damaged(name, 46, "at most as many colours as " + bits + " bits count", colours);
    }
    if (size == LONGEST_HEADER) {
      int profile = file.getInt(FILE_HEADER + 116);
      if (profile < 0 || profile > bytes.length) {
        throw damaged(name, FILE_HEADER + 116, "a profile within the file", profile);
      }
    }
    long possible = runs ? PlatformReader.BMP.possible(bytes.length) : 8L * bytes.length / bits;
    Faults.requirePossible(name, Math.abs((long) height), width, possible);
  }

  private static DataException damaged(String name, int at, String expected, int found) {
    return Faults.damaged(name, at, expected, String.valueOf(found));
  }
}
