package lockstep.nn.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Image;

/// JPEG by the platform's reader, with the colours that it lacks.
final class JpegDecoder {

  private JpegDecoder() {}

  static Decoded decode(byte[] bytes, String name) {
    var file = new JpegFile(bytes, name);
    byte[] copy = file.copy();
    byte[] pixels =
        switch (file.colours()) {
          case GREY ->
              samples(PlatformReader.JPEG.buffered(copy, copy.length, name), file, 1, name);
          case YCC, RGB -> {
            byte[] reversed =
                samples(PlatformReader.JPEG.buffered(copy, copy.length, name), file, 3, name);
            for (int i = 0; i + 2 < reversed.length; i += 3) {
              byte blue = reversed[i];
              reversed[i] = reversed[i + 2];
              reversed[i + 2] = blue;
            }
            yield reversed;
          }
          case CMYK -> cmyk(samples(raster(copy, name), file, 4, name));
          case YCCK -> {
            byte[] inks = samples(raster(copy, name), file, 4, name);
            inks(inks);
            yield cmyk(inks);
          }
        };
    int channels = pixels.length / file.height() / file.width();
    return new Decoded(
        new Image(file.height(), file.width(), channels, pixels), file.orientation());
  }

  private static Raster raster(byte[] copy, String name) {
    return PlatformReader.JPEG.raster(copy, copy.length, name);
  }

  private static byte[] samples(BufferedImage image, JpegFile file, int channels, String name) {
    return samples(image.getRaster(), file, channels, name);
  }

  /// {@return the array that the platform's reader filled}
  private static byte[] samples(Raster raster, JpegFile file, int channels, String name) {
    if (raster.getDataBuffer() instanceof DataBufferByte buffer
        && raster.getNumBands() == channels
        && buffer.getNumBanks() == 1
        && buffer.getData().length == (long) file.height() * file.width() * channels) {
      return buffer.getData();
    }
    throw new DataException(
        name,
        "expected "
            + channels
            + " bytes a pixel from this Java's JPEG reader, got "
            + raster.getNumBands()
            + " bands. Convert the file to PNG.");
  }

  /// Luma and differences to inverted inks, in place; black stays. By whole numbers, in 16 bits of
  /// fraction.
  private static void inks(byte[] pixels) {
    for (int i = 0; i < pixels.length; i += 4) {
      int luma = pixels[i] & 0xff;
      int blue = (pixels[i + 1] & 0xff) - 128;
      int red = (pixels[i + 2] & 0xff) - 128;
      pixels[i] = inverted(luma + ((91881 * red + 32768) >> 16));
      pixels[i + 1] = inverted(luma + ((-22554 * blue - 46802 * red + 32768) >> 16));
      pixels[i + 2] = inverted(luma + ((116130 * blue + 32768) >> 16));
    }
  }

  private static byte inverted(int value) {
    return (byte) (255 - Math.clamp(value, 0, 255));
  }

  /// {@return the colours of inverted inks: what white keeps after black and each ink}
  private static byte[] cmyk(byte[] pixels) {
    byte[] colours = new byte[pixels.length / 4 * 3];
    int to = 0;
    for (int i = 0; i < pixels.length; i += 4) {
      int white = pixels[i + 3] & 0xff;
      for (int ink = 0; ink < 3; ink++) {
        int product = (255 - (pixels[i + ink] & 0xff)) * white + 128;
        int taken = ((product >> 8) + product) >> 8;
        colours[to++] = (byte) Math.max(0, white - taken);
      }
    }
    return colours;
  }
}
