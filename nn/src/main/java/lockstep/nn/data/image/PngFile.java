package lockstep.nn.data.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import lockstep.nn.data.DataException;
import lockstep.nn.data.image.format.Faults;
import lockstep.nn.data.image.format.Orientation;

/// The chunks of a PNG file, checked: what is needed to make its pixels.
final class PngFile {

  static final int DATA = 0x49444154;

  private static final int HEADER = 0x49484452;
  private static final int PALETTE = 0x504C5445;
  private static final int END = 0x49454E44;
  private static final int TRANSPARENCY = 0x74524E53;
  private static final int EXIF = 0x65584966;
  private static final int TEXT = 0x7A545874;
  private static final int PROFILE = 0x69434350;

  private static final int SIGNATURE_BYTES = 8;
  private static final int HEADER_BYTES = 13;

  /// Length, type and check sum.
  private static final int AROUND = 12;

  /// Deflate makes at most 1032 bytes of one.
  private static final long MOST_RATIO = 1032;

  private static final int MOST_TEXT = 1 << 20;

  private final byte[] bytes;
  private final ByteBuffer buffer;
  private final String name;
  private final PngHeader header;
  private byte[] palette = {};
  private byte[] transparency = {};
  private int orientation = Orientation.UPRIGHT;
  private int firstData;
  private long dataBytes;

  PngFile(byte[] bytes, String name) {
    this.bytes = bytes;
    this.name = name;
    buffer = ByteBuffer.wrap(bytes);
    int length = chunkLength(SIGNATURE_BYTES);
    if (type(SIGNATURE_BYTES) != HEADER || length != HEADER_BYTES) {
      throw damaged(SIGNATURE_BYTES, "a header of 13 bytes", describe(SIGNATURE_BYTES));
    }
    checkSum(SIGNATURE_BYTES, length);
    header = PngHeader.of(buffer.slice(SIGNATURE_BYTES + 8, HEADER_BYTES), name);
    readChunks(SIGNATURE_BYTES + AROUND + HEADER_BYTES);
    if (firstData == 0) {
      throw damaged(bytes.length, "pixels before the end", "none");
    }
    if (header.colour() == PngColour.PALETTE && palette.length == 0) {
      throw damaged(firstData, "a palette before the pixels", "none");
    }
    if (header.rawBytes() > MOST_RATIO * dataBytes) {
      throw new DataException(
          name,
          "expected pixels for "
              + header.height()
              + "×"
              + header.width()
              + ", found only "
              + dataBytes
              + " compressed bytes. The file is cut off or damaged; make it again or leave it out.");
    }
  }

  private void readChunks(int from) {
    int at = from;
    while (true) {
      int length = chunkLength(at);
      int type = type(at);
      boolean needed = (type >>> 29 & 1) == 0;
      if (needed || type == TRANSPARENCY) {
        checkSum(at, length);
      }
      int body = at + 8;
      switch (type) {
        case PALETTE -> {
          if (length % 3 != 0 || length == 0 || length > 768) {
            throw damaged(at, "a palette of 1 to 256 colours", length + " bytes");
          }
          palette = Arrays.copyOfRange(bytes, body, body + length);
        }
        case TRANSPARENCY -> transparency = Arrays.copyOfRange(bytes, body, body + length);
        case DATA -> {
          firstData = firstData == 0 ? at : firstData;
          dataBytes += length;
        }
        case EXIF -> orientation = Orientation.of(bytes, body, length);
        case TEXT, PROFILE -> checkCompressed(at, body, length);
        case END -> {
          return;
        }
        default -> {
          if (needed) {
            throw damaged(at, "a chunk that PNG has", describe(at));
          }
        }
      }
      at = body + length + 4;
    }
  }

  /// Nobody reads these texts and profiles here, but a file that hides something in them is not to
  /// be passed on as a good one.
  private void checkCompressed(int at, int body, int length) {
    int nul = body;
    while (nul < body + length && bytes[nul] != 0) {
      nul++;
    }
    if (nul + 1 >= body + length || bytes[nul + 1] != 0) {
      throw damaged(at, "a compressed text or profile", "an unknown compression");
    }
    var inflater = new Inflater();
    try {
      inflater.setInput(bytes, nul + 2, body + length - nul - 2);
      byte[] some = new byte[8192];
      long total = 0;
      int count = 1;
      while (count > 0 && total <= MOST_TEXT) {
        count = inflater.inflate(some);
        total += count;
      }
      if (total > MOST_TEXT && type(at) == TEXT) {
        throw damaged(at, "a text of at most 1 MiB", "one that expands to more");
      }
    } catch (DataFormatException e) {
      throw damaged(at, "a compressed text or profile", "a damaged one");
    } finally {
      inflater.end();
    }
  }

  PngHeader header() {
    return header;
  }

  String name() {
    return name;
  }

  byte[] bytes() {
    return bytes;
  }

  /// {@return three bytes for each colour}
  byte[] palette() {
    return palette;
  }

  /// {@return the transparency chunk, empty where there is none}
  byte[] transparency() {
    return transparency;
  }

  int orientation() {
    return orientation;
  }

  /// {@return where the first chunk of pixels begins}
  int firstData() {
    return firstData;
  }

  /// {@return where the next chunk of pixels begins after the chunk at an offset, 0 after the last}
  int nextData(int chunk) {
    int at = chunk;
    do {
      at += AROUND + buffer.getInt(at);
      if (type(at) == END) {
        return 0;
      }
    } while (type(at) != DATA);
    return at;
  }

  int length(int chunk) {
    return buffer.getInt(chunk);
  }

  private int type(int at) {
    return buffer.getInt(at + 4);
  }

  private int chunkLength(int at) {
    int rest = bytes.length - at - AROUND;
    if (rest < 0) {
      throw damaged(at, "another chunk", "the end of the file");
    }
    long length = buffer.getInt(at) & 0xFFFF_FFFFL;
    if (length > rest) {
      throw damaged(at, "a chunk of " + length + " bytes", "only " + rest);
    }
    return (int) length;
  }

  private void checkSum(int at, int length) {
    var sum = new CRC32();
    sum.update(bytes, at + 4, length + 4);
    if ((int) sum.getValue() != buffer.getInt(at + 8 + length)) {
      throw damaged(at, "a chunk with the check sum it carries", describe(at) + " with another");
    }
  }

  private String describe(int at) {
    var text = new StringBuilder("chunk ");
    for (int i = at + 4; i < at + 8; i++) {
      int letter = bytes[i] & 0xff;
      text.append(letter >= 'A' && letter <= 'z' ? (char) letter : '?');
    }
    return text.toString();
  }

  DataException damaged(int at, String expected, String found) {
    return Faults.damaged(name, at, expected, found);
  }
}
