package lockstep.nn.project;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import lockstep.nn.data.Image;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;

/// A few held-out pictures of built-in data as files: who has no picture at hand tries these.
final class Examples {

  private static final int COUNT = 5;

  private Examples() {}

  static void write(Source source, Path folder) {
    boolean wanted =
        BuiltIn.knows(source.purpose().data().data())
            && source.purpose().data().kind().isPictures();
    if (!wanted || Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      for (int i = 0; i < Math.min(COUNT, source.test().size()); i++) {
        Sample sample = source.test().get(i);
        if (sample.input() instanceof Image image) {
          String name = label(source, sample) + "-" + i + ".png";
          ImageIO.write(picture(image), "png", folder.resolve(name).toFile());
        }
      }
    } catch (IOException e) {
      throw Place.unreadable(folder, e);
    }
  }

  private static String label(Source source, Sample sample) {
    String label =
        sample.target() instanceof Tokens tokens && tokens.values().length == 1
            ? source.test().labels().get(tokens.values()[0])
            : "picture";
    return label.replaceAll("[^\\p{L}\\p{N}]+", "-");
  }

  private static BufferedImage picture(Image image) {
    boolean grey = image.channels() == 1;
    var picture =
        new BufferedImage(
            image.width(),
            image.height(),
            grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        if (grey) {
          // By way of colours, Java would change how light it is.
          picture.getRaster().setSample(x, y, 0, image.at(y, x, 0));
        } else {
          picture.setRGB(
              x, y, image.at(y, x, 0) << 16 | image.at(y, x, 1) << 8 | image.at(y, x, 2));
        }
      }
    }
    return picture;
  }
}
