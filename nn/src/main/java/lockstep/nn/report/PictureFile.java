package lockstep.nn.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import lockstep.nn.data.Image;
import lockstep.nn.data.image.ImageStep;

/// A picture as an address that holds it: a small PNG.
final class PictureFile {

  /// Longer sides say no more in a page.
  private static final int LONGEST = 144;

  private PictureFile() {}

  /// The element, with its size kept in shape.
  static void write(Markup out, Image image, String alt) {
    Image small = small(image);
    boolean tiny = Math.max(small.height(), small.width()) < LONGEST / 2;
    out.empty(
        "img",
        "src",
        address(small),
        "alt",
        alt,
        "width",
        String.valueOf(small.width()),
        "height",
        String.valueOf(small.height()),
        "class",
        tiny ? "tiny" : "photo");
  }

  private static Image small(Image image) {
    int longest = Math.max(image.height(), image.width());
    if (longest <= LONGEST) {
      return image;
    }
    int height = Math.max(1, image.height() * LONGEST / longest);
    int width = Math.max(1, image.width() * LONGEST / longest);
    return new ImageStep.Resize(height, width).apply(image) instanceof Image smaller
        ? smaller
        : image;
  }

  static String address(Image image) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(pixels(image), "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static BufferedImage pixels(Image image) {
    int channels = image.channels();
    int kind =
        switch (channels) {
          case 1 -> BufferedImage.TYPE_BYTE_GRAY;
          case 3 -> BufferedImage.TYPE_INT_RGB;
          default -> BufferedImage.TYPE_INT_ARGB;
        };
    var picture = new BufferedImage(image.width(), image.height(), kind);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        if (channels == 1) {
          // By way of colours, Java would change how light it is.
          picture.getRaster().setSample(x, y, 0, image.at(y, x, 0));
        } else {
          picture.setRGB(x, y, colour(image, y, x));
        }
      }
    }
    return picture;
  }

  private static int colour(Image image, int y, int x) {
    boolean grey = image.channels() == 2;
    int red = image.at(y, x, 0);
    int green = grey ? red : image.at(y, x, 1);
    int blue = grey ? red : image.at(y, x, 2);
    int alpha = image.channels() % 2 == 0 ? image.at(y, x, image.channels() - 1) : 0xff;
    return alpha << 24 | red << 16 | green << 8 | blue;
  }
}
