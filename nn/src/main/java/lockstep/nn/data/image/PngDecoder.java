package lockstep.nn.data.image;

import lockstep.nn.data.Image;
import lockstep.nn.data.image.format.Decoded;

/// PNG as its specification has it, but for colour spaces: the samples become pixels as they are.
///
/// The platform's reader is not used: it is slower, and converts some depths in its own way.
final class PngDecoder {

  /// Where the seven passes of an interlaced image begin, and how far their pixels are apart.
  private static final int[] FIRST_X = {0, 4, 0, 2, 0, 1, 0};

  private static final int[] FIRST_Y = {0, 0, 4, 0, 2, 0, 1};
  private static final int[] STEP_X = {8, 8, 4, 4, 2, 2, 1};
  private static final int[] STEP_Y = {8, 8, 8, 4, 4, 2, 2};

  private PngDecoder() {}

  static Decoded decode(byte[] bytes, String name) {
    var file = new PngFile(bytes, name);
    PngHeader header = file.header();
    var pixels = new PngPixels(file);
    byte[] out = new byte[header.height() * header.width() * pixels.channels()];
    try (var rows = new PngRows(file)) {
      if (header.interlaced()) {
        for (int pass = 0; pass < FIRST_X.length; pass++) {
          read(rows, header, pixels, out, FIRST_X[pass], FIRST_Y[pass], STEP_X[pass], STEP_Y[pass]);
        }
      } else {
        read(rows, header, pixels, out, 0, 0, 1, 1);
      }
      rows.finish();
    }
    var image = new Image(header.height(), header.width(), pixels.channels(), out);
    return new Decoded(image, file.orientation());
  }

  private static void read(
      PngRows rows,
      PngHeader header,
      PngPixels pixels,
      byte[] out,
      int firstX,
      int firstY,
      int stepX,
      int stepY) {
    int count = (header.width() - firstX + stepX - 1) / stepX;
    if (count < 1) {
      return;
    }
    rows.begin(header.rowBytes(count));
    int channels = pixels.channels();
    for (int y = firstY; y < header.height(); y += stepY) {
      int at = (y * header.width() + firstX) * channels;
      pixels.put(rows.next(), count, out, at, stepX * channels);
    }
  }
}
