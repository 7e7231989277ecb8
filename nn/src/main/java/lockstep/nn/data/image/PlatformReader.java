package lockstep.nn.data.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Image;
import lockstep.nn.data.image.format.Faults;

/// A reader that comes with Java. It writes no cache files, and needs no screen.
enum PlatformReader {
  /// A code of 12 bits stands for 4096 pixels at most.
  GIF("gif", 4096),
  /// Two bytes repeat a colour 255 times; more is skipped by an escape of four.
  BMP("bmp", 1024);

  private final String format;
  private final long pixelsOfByte;

  PlatformReader(String format, long pixelsOfByte) {
    this.format = format;
    this.pixelsOfByte = pixelsOfByte;
  }

  /// What is asked of a reader.
  private interface Reading<T> {
    T from(ImageReader reader) throws IOException;
  }

  /// {@return how many pixels a file of that size could hold}
  long possible(long bytes) {
    return Math.min(ImageDecoder.MOST_PIXELS, bytes * pixelsOfByte);
  }

  /// {@return the first image in colours, with alpha where it has some}
  Image image(byte[] bytes, String name) {
    BufferedImage image =
        read(
            bytes,
            name,
            reader -> {
              Faults.requirePossible(
                  name, reader.getHeight(0), reader.getWidth(0), possible(bytes.length));
              return reader.read(0);
            });
    int height = image.getHeight();
    int width = image.getWidth();
    int channels = image.getColorModel().hasAlpha() ? 4 : 3;
    byte[] pixels = new byte[height * width * channels];
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int pixel : row) {
        pixels[at++] = (byte) (pixel >> 16);
        pixels[at++] = (byte) (pixel >> 8);
        pixels[at++] = (byte) pixel;
        if (channels == 4) {
          pixels[at++] = (byte) (pixel >>> 24);
        }
      }
    }
    return new Image(height, width, channels, pixels);
  }

  private <T> T read(byte[] bytes, String name, Reading<T> reading) {
    var warnings = new Warnings();
    try (var in = new ByteStream(bytes)) {
      ImageReader reader = reader();
      try {
        reader.addIIOReadWarningListener(warnings);
        reader.setInput(in, true, true);
        T read = reading.from(reader);
        if (!warnings.first.isEmpty()) {
          throw damaged(name, warnings.first);
        }
        return read;
      } finally {
        reader.dispose();
      }
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // A damaged file makes these readers throw whatever comes up where they stumble.
      var damaged = damaged(name, e.getMessage() == null ? e.toString() : e.getMessage());
      damaged.initCause(e);
      throw damaged;
    }
  }

  private ImageReader reader() throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    if (!readers.hasNext()) {
      throw new IOException("this Java has no reader for " + format);
    }
    return readers.next();
  }

  private DataException damaged(String name, String found) {
    return new DataException(
        name,
        "expected a whole "
            + format
            + " image, found: "
            + found.strip().replaceAll("[\\s.]+$", "").replaceAll("\\s+", " ")
            + ". The file is damaged; make it again or leave it out.");
  }

  /// Keeps the first thing that a reader complains of, and stops it there: it would go on for as
  /// many pixels as the file claims.
  private static final class Warnings implements IIOReadWarningListener {

    private String first = "";

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      if (first.isEmpty()) {
        first = warning;
        source.abort();
      }
    }
  }
}
