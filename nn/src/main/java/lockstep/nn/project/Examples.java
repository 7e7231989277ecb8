package lockstep.nn.project;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import lockstep.nn.data.Image;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;

/// A few held-out samples of built-in data as files: who has no picture or series at hand tries
/// these.
final class Examples {

  private static final int COUNT = 5;

  private Examples() {}

  static void write(Source source, Path folder) {
    DataKind kind = source.purpose().data().kind();
    boolean wanted = kind.isPictures() || kind == DataKind.SERIES;
    if (!wanted || !BuiltIn.knows(source.purpose().data().data()) || Files.isDirectory(folder)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      if (source.test().get(0).input() instanceof Numbers numbers) {
        Files.writeString(folder.resolve(Session.EXAMPLE_SERIES), table(numbers, source));
      }
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

  private static String table(Numbers series, Source source) {
    var rows = new StringBuilder("step,");
    rows.append(
        source.purpose().details() instanceof Details.Windows(var column, _, _, _, _)
            ? column
            : "value");
    float[] values = series.values();
    for (int i = 0; i < values.length; i++) {
      rows.append('\n').append(i + 1).append(',').append(values[i]);
    }
    return rows.append('\n').toString();
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
