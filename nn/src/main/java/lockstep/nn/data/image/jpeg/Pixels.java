package lockstep.nn.data.image.jpeg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/// Turns the samples of a JPEG image into pixels.
///
/// Luma and differences become colours by whole numbers with 16 bits of fraction: the same on every
/// machine.
final class Pixels {

  private static final int FRACTION = 16;
  private static final int HALF = 1 << (FRACTION - 1);

  /// 1.402, 1.772, 0.71414 and 0.34414: how far differences are from colours (ITU-R 601).
  private static final int RED_OF_RED = 91881;

  private static final int BLUE_OF_BLUE = 116130;
  private static final int GREEN_OF_RED = 46802;
  private static final int GREEN_OF_BLUE = 22554;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final Frame frame;
  private final List<Rows> rows;
  private final byte[] out;

  /// A row: red in the lowest byte, then green, then blue.
  private final int[] pixels;

  Pixels(Frame frame) {
    this.frame = frame;
    rows = frame.components().stream().map(component -> new Rows(frame, component)).toList();
    pixels = new int[frame.width()];
    out = new byte[frame.height() * frame.width() * (rows.size() == 1 ? 1 : 3)];
  }

  /// {@return the pixels, 1 or 3 bytes each}
  byte[] make(Colours colours) {
    int width = frame.width();
    int at = 0;
    for (int y = 0; y < frame.height(); y++) {
      for (Rows row : rows) {
        row.make(y);
      }
      switch (colours) {
        case GREY -> putGrey(at);
        case YCC -> toColours();
        case RGB -> pack();
        case CMYK -> {
          pack();
          takeInks(0);
        }
        case YCCK -> {
          toColours();
          takeInks(0xFFFFFF);
        }
      }
      if (colours != Colours.GREY) {
        put(at);
      }
      at += width * (colours == Colours.GREY ? 1 : 3);
    }
    return out;
  }

  private void putGrey(int at) {
    int[] greys = rows.getFirst().row();
    for (int x = 0; x < frame.width(); x++) {
      out[at + x] = (byte) greys[x];
    }
  }

  private void pack() {
    int[] to = pixels;
    int[] reds = rows.get(0).row();
    int[] greens = rows.get(1).row();
    int[] blues = rows.get(2).row();
    for (int x = 0; x < to.length; x++) {
      to[x] = reds[x] | greens[x] << 8 | blues[x] << 16;
    }
  }

  /// Arrays of whole numbers without branches: this becomes vector code.
  private void toColours() {
    int[] to = pixels;
    int[] lumas = rows.get(0).row();
    int[] blues = rows.get(1).row();
    int[] reds = rows.get(2).row();
    for (int x = 0; x < to.length; x++) {
      int luma = lumas[x];
      int toBlue = blues[x] - 128;
      int toRed = reds[x] - 128;
      int red = luma + ((RED_OF_RED * toRed + HALF) >> FRACTION);
      int green = luma + ((HALF - GREEN_OF_BLUE * toBlue - GREEN_OF_RED * toRed) >> FRACTION);
      int blue = luma + ((BLUE_OF_BLUE * toBlue + HALF) >> FRACTION);
      to[x] =
          Math.max(0, Math.min(255, red))
              | Math.max(0, Math.min(255, green)) << 8
              | Math.max(0, Math.min(255, blue)) << 16;
    }
  }

  /// Makes colours of inverted inks: what white keeps after black and each ink.
  ///
  /// @param flip all bits where the inks stand as what they leave of white
  private void takeInks(int flip) {
    int[] whites = rows.get(3).row();
    for (int x = 0; x < pixels.length; x++) {
      int inks = pixels[x] ^ flip ^ 0xFFFFFF;
      int white = whites[x];
      pixels[x] =
          left(white, inks & 0xff)
              | left(white, inks >> 8 & 0xff) << 8
              | left(white, inks >> 16) << 16;
    }
  }

  private static int left(int white, int ink) {
    int product = ink * white + 128;
    return Math.max(0, white - (((product >> 8) + product) >> 8));
  }

  /// Writes the pixels: four bytes at once, of which the next pixel overwrites the last.
  private void put(int at) {
    int to = at;
    int last = pixels.length - 1;
    for (int x = 0; x < last; x++) {
      INTS.set(out, to, pixels[x]);
      to += 3;
    }
    out[to] = (byte) pixels[last];
    out[to + 1] = (byte) (pixels[last] >> 8);
    out[to + 2] = (byte) (pixels[last] >> 16);
  }
}
