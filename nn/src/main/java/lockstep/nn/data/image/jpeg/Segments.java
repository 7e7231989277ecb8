package lockstep.nn.data.image.jpeg;

import lockstep.nn.data.image.format.Orientation;

/// The segments of a JPEG file (ITU T.81), read in their order. Once it is made, its frame has all
/// the samples.
///
/// What the colours are follows the rules that most readers have, for the format itself does not
/// say it.
final class Segments {

  private static final int SOF0 = 0xC0;
  private static final int SOF15 = 0xCF;
  private static final int DHT = 0xC4;
  private static final int JPG = 0xC8;
  private static final int DAC = 0xCC;
  private static final int RST0 = 0xD0;
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

  private final Input input;
  private final Tables tables;
  private Frame frame = Frame.NONE;
  private int scans;
  private boolean jfif;
  private boolean adobe;
  private int transform;
  private int orientation = Orientation.UPRIGHT;

  Segments(byte[] bytes, String name) {
    input = new Input(bytes, name);
    tables = new Tables(input);
    readSegments();
    for (Component component : frame.components()) {
      if (!component.isSeen()) {
        throw input.damaged(bytes.length, "pixels before the end", "none");
      }
    }
  }

  private void readSegments() {
    int at = 2;
    var scan = new Scan(input, tables);
    while (true) {
      at = input.afterMarker(at);
      int marker = input.at(at - 1);
      if (marker == EOI) {
        break;
      }
      if (marker == TEM || (marker >= RST0 && marker <= SOI)) {
        continue;
      }
      int length = at + 2 <= input.length() ? input.number(at) : 0;
      if (length < 2 || length > input.length() - at) {
        throw input.damaged(at, "a segment within the file", "one of " + length + " bytes");
      }
      if (marker == SOS) {
        requireFrame(at);
        if (++scans > MOST_SCANS) {
          throw input.damaged(at, "at most " + MOST_SCANS + " scans", "more");
        }
        at = scan.read(frame, at, length);
      } else {
        readSegment(marker, at, length);
        at += length;
      }
    }
    requireFrame(input.length());
  }

  private void requireFrame(int at) {
    if (frame.components().isEmpty()) {
      throw input.damaged(at, "a frame before the pixels", "none");
    }
  }

  private void readSegment(int marker, int at, int length) {
    switch (marker) {
      case DQT -> tables.readQuantisation(at + 2, at + length);
      case DHT -> tables.readCodes(at + 2, at + length);
      case DRI -> tables.readInterval(at, length);
      case APP0 -> jfif |= length >= 7 && input.says(at + 2, "JFIF");
      case APP1 -> {
        if (length > 16 && input.says(at + 2, "Exif") && orientation == Orientation.UPRIGHT) {
          orientation = Orientation.of(input.bytes(), at + 8, length - 8);
        }
      }
      case APP14 -> {
        if (length >= 14 && input.says(at + 2, "Adobe")) {
          adobe = true;
          transform = input.at(at + 13);
        }
      }
      case DNL -> throw input.damaged(at, "a height in the frame", "one after the pixels");
      default -> {
        if (marker >= SOF0 && marker <= SOF15 && marker != JPG && marker != DAC) {
          if (!frame.components().isEmpty()) {
            throw input.damaged(at, "one frame", "another");
          }
          frame = Frame.read(input, marker, at, length);
        }
      }
    }
  }

  Frame frame() {
    return frame;
  }

  Colours colours() {
    return switch (frame.components().size()) {
      case 1 -> Colours.GREY;
      case 4 -> adobe && transform == 2 ? Colours.YCCK : Colours.CMYK;
      default -> {
        boolean rgb = adobe ? transform == 0 : saysRgb();
        yield rgb && !jfif ? Colours.RGB : Colours.YCC;
      }
    };
  }

  private boolean saysRgb() {
    int ids = 0;
    for (Component component : frame.components()) {
      ids = ids << 8 | component.id();
    }
    return ids == 0x524742;
  }

  int orientation() {
    return orientation;
  }
}
