package lockstep.nn.data.image;

import java.util.Arrays;
import lockstep.nn.data.DataException;

/// The segments of a JPEG file, checked, and a copy of those that make its pixels.
///
/// Comments, thumbnails, profiles and junk are left out of the copy; a marker of our own says what
/// the colours are, by the rules that most readers have. So the platform's reader, which has its
/// own ideas about both, has nothing to decide.
final class JpegFile {

  /// What the components are.
  enum Colours {
    GREY,
    /// Luma and two differences.
    YCC,
    RGB,
    /// Inks, inverted as Adobe writes them.
    CMYK,
    /// Inks whose colours are luma and two differences.
    YCCK
  }

  private static final int SOF0 = 0xC0;
  private static final int SOF2 = 0xC2;
  private static final int SOF15 = 0xCF;
  private static final int DHT = 0xC4;
  private static final int JPG = 0xC8;
  private static final int DAC = 0xCC;
  private static final int RST0 = 0xD0;
  private static final int RST7 = 0xD7;
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int DQT = 0xDB;
  private static final int DNL = 0xDC;
  private static final int DRI = 0xDD;
  private static final int APP0 = 0xE0;
  private static final int APP1 = 0xE1;
  private static final int APP14 = 0xEE;
  private static final int TEM = 0x01;

  /// Each goes over all pixels: files with more are made to keep readers busy.
  private static final int MOST_SCANS = 100;

  private static final byte[] JFIF = {
    -1, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };
  private static final byte[] ADOBE = {
    -1, (byte) APP14, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
  };

  /// The marker for the colours goes before all others, and is known only at the end.
  private static final int ROOM = 2 + 18;

  private final byte[] bytes;
  private final String name;
  private final byte[] copy;
  private int copied;
  private int height;
  private int width;
  private int components;
  private int ids;
  private int scans;
  private boolean jfif;
  private boolean adobe;
  private int transform;
  private int orientation = Orientation.UPRIGHT;

  JpegFile(byte[] bytes, String name) {
    this.bytes = bytes;
    this.name = name;
    copy = new byte[(int) Math.min(FileBytes.MOST, (long) bytes.length + ROOM + 2)];
    copied = ROOM;
    readSegments();
    if (scans == 0) {
      throw damaged(bytes.length, "pixels before the end", "none");
    }
    copy[copied++] = -1;
    copy[copied++] = (byte) EOI;
  }

  private void readSegments() {
    int at = 2;
    while (true) {
      at = marker(at);
      int marker = bytes[at - 1] & 0xff;
      if (marker == EOI) {
        return;
      }
      if (marker == TEM || (marker >= RST0 && marker <= SOI)) {
        continue;
      }
      int length = at + 2 <= bytes.length ? number(at) : 0;
      if (length < 2 || length > bytes.length - at) {
        throw damaged(at, "a segment within the file", "one of " + length + " bytes");
      }
      int end = at + length;
      switch (marker) {
        case DQT, DHT, DRI -> keep(at - 2, end);
        case APP0 -> jfif |= length >= 7 && says(at + 2, "JFIF");
        case APP1 -> {
          if (length > 16 && says(at + 2, "Exif") && orientation == Orientation.UPRIGHT) {
            orientation = Orientation.of(bytes, at + 8, length - 8);
          }
        }
        case APP14 -> {
          if (length >= 14 && says(at + 2, "Adobe")) {
            adobe = true;
            transform = bytes[at + 13];
          }
        }
        case SOS -> {
          if (components == 0) {
            throw damaged(at, "a frame before the pixels", "pixels");
          }
          if (++scans > MOST_SCANS) {
            throw damaged(at, "at most " + MOST_SCANS + " scans", "more");
          }
          end = entropyEnd(end);
          keep(at - 2, end);
        }
        case DNL -> throw damaged(at, "a height in the frame", "one after the pixels");
        default -> {
          if (marker >= SOF0 && marker <= SOF15 && marker != JPG && marker != DAC) {
            readFrame(marker, at, length);
            keep(at - 2, end);
          }
        }
      }
      at = end;
    }
  }

  /// {@return the offset after the next marker, junk before it skipped}
  private int marker(int from) {
    int at = from;
    while (true) {
      while (at < bytes.length && bytes[at] != -1) {
        at++;
      }
      while (at < bytes.length && bytes[at] == -1) {
        at++;
      }
      if (at >= bytes.length) {
        throw damaged(bytes.length, "the marker at the end of an image", "the end of the file");
      }
      if (bytes[at++] != 0) {
        return at;
      }
    }
  }

  /// {@return where the compressed pixels end that begin at an offset}
  private int entropyEnd(int from) {
    int at = from;
    while (at + 1 < bytes.length) {
      if (bytes[at] == -1) {
        int next = bytes[at + 1] & 0xff;
        if (next != 0 && next != 0xff && (next < RST0 || next > RST7)) {
          return at;
        }
      }
      at++;
    }
    throw damaged(bytes.length, "the marker at the end of an image", "the end of the file");
  }

  private void readFrame(int marker, int at, int length) {
    if (marker > SOF2) {
      throw new DataException(
          name,
          "expected a sequential or progressive JPEG image with Huffman codes, found "
              + (marker > JPG ? "arithmetic codes" : "a lossless or hierarchical one")
              + " at byte "
              + at
              + ". Convert it.");
    }
    if (components != 0) {
      throw damaged(at, "one frame", "another");
    }
    if (length < 8) {
      throw damaged(at, "a frame", "one of " + length + " bytes");
    }
    int bits = bytes[at + 2];
    height = number(at + 3);
    width = number(at + 5);
    components = bytes[at + 7] & 0xff;
    if ((components != 1 && components != 3 && components != 4)
        || bits != 8
        || length != 8 + 3 * components) {
      throw damaged(at, "1, 3 or 4 components of 8 bits", components + " of " + bits);
    }
    for (int i = 0; i < components; i++) {
      ids = ids << 8 | (bytes[at + 8 + 3 * i] & 0xff);
      int sampling = bytes[at + 9 + 3 * i];
      if ((sampling >> 4) < 1
          || (sampling >> 4) > 4
          || (sampling & 15) < 1
          || (sampling & 15) > 4) {
        throw damaged(at, "samplings of 1 to 4", sampling + "");
      }
    }
    ImageDecoder.requirePossible(name, height, width, PlatformReader.JPEG.possible(bytes.length));
  }

  private void keep(int from, int to) {
    int count = to - from;
    if (count > copy.length - copied - 2) {
      throw damaged(from, "segments that do not overlap", "more than the file has");
    }
    System.arraycopy(bytes, from, copy, copied, count);
    copied += count;
  }

  private boolean says(int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (bytes[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int number(int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }

  Colours colours() {
    return switch (components) {
      case 1 -> Colours.GREY;
      case 4 -> adobe && transform == 2 ? Colours.YCCK : Colours.CMYK;
      default -> {
        boolean rgb = adobe ? transform == 0 : ids == 0x524742;
        yield rgb && !jfif ? Colours.RGB : Colours.YCC;
      }
    };
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  int orientation() {
    return orientation;
  }

  /// {@return the segments that make the pixels, as a file of their own}
  byte[] copy() {
    boolean luma =
        switch (colours()) {
          case GREY, YCC -> true;
          case RGB, CMYK, YCCK -> false;
        };
    byte[] marker = luma ? JFIF : ADOBE;
    int at = ROOM - marker.length;
    System.arraycopy(marker, 0, copy, at, marker.length);
    copy[at - 2] = -1;
    copy[at - 1] = (byte) SOI;
    return Arrays.copyOfRange(copy, at - 2, copied);
  }

  private DataException damaged(int at, String expected, String found) {
    return new DataException(
        name,
        "expected "
            + expected
            + " at byte "
            + at
            + ", found "
            + found
            + ". The file is damaged; make it again or leave it out.");
  }
}
