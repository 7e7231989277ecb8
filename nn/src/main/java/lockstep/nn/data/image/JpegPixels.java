package lockstep.nn.data.image;

import java.util.List;

/// Turns the samples of a JPEG image into pixels.
///
/// Luma and differences become colours by whole numbers with 16 bits of fraction: the same on every
/// machine.
final class JpegPixels {

  private static final int FRACTION = 16;
  private static final int HALF = 1 << (FRACTION - 1);

  /// 1.402, 1.772, 0.71414 and 0.34414: how far differences are from colours (ITU-R 601).
  private static final int RED_OF_RED = 91881;

  private static final int BLUE_OF_BLUE = 116130;
  private static final int GREEN_OF_RED = 46802;
  private static final int GREEN_OF_BLUE = 22554;

  /// Bytes of the sums −256 to 767: what is beyond a byte becomes its end.
  private static final byte[] BYTES = bytes();

  private static final int MASK = 1023;
  private static final int BELOW = 256;

  private final JpegFrame frame;
  private final List<JpegRows> rows;
  private final byte[] out;

  JpegPixels(JpegFrame frame) {
    this.frame = frame;
    rows = frame.components().stream().map(component -> new JpegRows(frame, component)).toList();
    out = new byte[frame.height() * frame.width() * (rows.size() == 1 ? 1 : 3)];
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[MASK + 1];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.clamp(i - BELOW, 0, 255);
    }
    return bytes;
  }

  /// {@return the pixels, 1 or 3 bytes each}
  byte[] make(JpegColours colours) {
    int at = 0;
    byte[] inks = new byte[rows.size() == 4 ? 3 * frame.width() : 0];
    for (int y = 0; y < frame.height(); y++) {
      for (JpegRows row : rows) {
        row.make(y);
      }
      switch (colours) {
        case GREY -> System.arraycopy(rows.getFirst().row(), rows.getFirst().at(), out, at, frame.width());
        case YCC -> putColours(out, at);
        case RGB -> putPlain(out, at);
        case CMYK -> {
          putPlain(inks, 0);
          putInks(inks, 0, at);
        }
        case YCCK -> {
          putColours(inks, 0);
          putInks(inks, 255, at);
        }
      }
      at += frame.width() * (colours == JpegColours.GREY ? 1 : 3);
    }
    return out;
  }

  private void putPlain(byte[] to, int at) {
    for (int channel = 0; channel < 3; channel++) {
      byte[] from = rows.get(channel).row();
      int first = rows.get(channel).at();
      int place = at + channel;
      for (int x = 0; x < frame.width(); x++) {
        to[place] = from[first + x];
        place += 3;
      }
    }
  }

  private void putColours(byte[] to, int at) {
    byte[] lumas = rows.get(0).row();
    int luma = rows.get(0).at();
    byte[] blues = rows.get(1).row();
    int blue = rows.get(1).at();
    byte[] reds = rows.get(2).row();
    int red = rows.get(2).at();
    int width = frame.width();
    int place = at;
    for (int x = 0; x < width; x++) {
      int light = (lumas[luma + x] & 0xff) + BELOW;
      int toBlue = (blues[blue + x] & 0xff) - 128;
      int toRed = (reds[red + x] & 0xff) - 128;
      to[place] = BYTES[light + (RED_OF_RED * toRed + HALF >> FRACTION) & MASK];
      to[place + 1] =
          BYTES[light + (HALF - GREEN_OF_BLUE * toBlue - GREEN_OF_RED * toRed >> FRACTION) & MASK];
      to[place + 2] = BYTES[light + (BLUE_OF_BLUE * toBlue + HALF >> FRACTION) & MASK];
      place += 3;
    }
  }

  /// Writes the colours of inverted inks: what white keeps after black and each ink.
  ///
  /// @param flip 255 where the inks stand as what is left of white
  private void putInks(byte[] inks, int flip, int at) {
    byte[] blacks = rows.get(3).row();
    int black = rows.get(3).at();
    int place = at;
    for (int x = 0; x < frame.width(); x++) {
      int white = blacks[black + x] & 0xff;
      for (int ink = 3 * x; ink < 3 * x + 3; ink++) {
        int product = (255 - ((inks[ink] & 0xff) ^ flip)) * white + 128;
        int taken = ((product >> 8) + product) >> 8;
        out[place++] = (byte) Math.max(0, white - taken);
      }
    }
  }
}
