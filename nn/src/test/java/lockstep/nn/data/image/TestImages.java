package lockstep.nn.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import lockstep.nn.data.Image;

/// Images, and files of them as the platform writes them.
public final class TestImages {

  /// What the platform takes when it is not told.
  private static final float OWN_QUALITY = -1;

  private TestImages() {}

  /// {@return something with edges, slopes and noise}
  public static Image some(int height, int width, int channels, long seed) {
    var random = new SplittableRandom(seed);
    byte[] pixels = new byte[height * width * channels];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < channels; channel++) {
          int slope = (x * (channel + 1) * 3 + y * 5) & 0xff;
          int edge = (x / 8 + y / 8 & 1) == 0 ? 60 : 0;
          pixels[at++] = (byte) Math.min(255, slope / 2 + edge + random.nextInt(8));
        }
      }
    }
    return new Image(height, width, channels, pixels);
  }

  public static byte[] file(Image image, String format, boolean progressive) {
    return write(image, format, progressive, OWN_QUALITY);
  }

  /// {@return a JPEG file}
  ///
  /// @param quality 0 to 1
  public static byte[] jpeg(Image image, boolean progressive, float quality) {
    return write(image, "jpeg", progressive, quality);
  }

  private static byte[] write(Image image, String format, boolean progressive, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (var bytes = new ByteArrayOutputStream();
        var out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      if (progressive) {
        settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      if (quality > OWN_QUALITY) {
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(quality);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(buffered(image), null, null), settings);
      out.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
  }

  public static byte[] file(Image image, String format) {
    return file(image, format, false);
  }

  private static BufferedImage buffered(Image image) {
    int type =
        switch (image.channels()) {
          case 1 -> BufferedImage.TYPE_BYTE_GRAY;
          case 3 -> BufferedImage.TYPE_3BYTE_BGR;
          default -> BufferedImage.TYPE_4BYTE_ABGR;
        };
    var buffered = new BufferedImage(image.width(), image.height(), type);
    int channels = image.channels();
    int[] pixel = new int[channels];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        for (int channel = 0; channel < channels; channel++) {
          pixel[channel] = image.at(y, x, channel);
        }
        buffered.getRaster().setPixel(x, y, pixel);
      }
    }
    return buffered;
  }
}
