package lockstep.nn.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Row;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;
import lockstep.nn.data.file.Cell;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.Utf8File;
import lockstep.nn.data.image.ImageDecoder;
import lockstep.nn.data.sound.Wav;
import lockstep.nn.data.table.Schema;
import lockstep.nn.data.table.Series;
import lockstep.nn.data.table.TableDataset;
import lockstep.nn.tensor.Shape;

/// What people give to a model: files, folders of them, or the text itself.
final class Inputs {

  private static final Tokens NONE = Tokens.one(0);
  private static final int SHOWN = 60;

  private Inputs() {}

  /// The samples of one input: several of a folder or a table.
  static List<Sample> of(String input, Purpose purpose) {
    Path path = path(input);
    boolean there = !input.isEmpty() && Files.exists(path);
    DataKind kind = purpose.data().kind();
    return switch (kind) {
      case IMAGES, IDX, CIFAR ->
          files(input, path, there, kind).stream()
              .map(file -> sample(ImageDecoder.decode(file), file.toString()))
              .toList();
      case SOUNDS ->
          files(input, path, there, kind).stream()
              .map(file -> sample(Wav.read(file), file.toString()))
              .toList();
      case TABLE -> rows(input, path, there, purpose.details().schema());
      case LABELLED_TEXT -> there ? lines(path) : List.of(sample(new Text(input), shown(input)));
      case TEXT -> List.of(beginning(input, path, there, purpose.details()));
      case SERIES -> List.of(window(input, path, there, purpose.details()));
      case POINTS -> List.of(sample(numbers(input, 2), input));
      case TOKENS -> List.of(sample(tokens(input), input));
      case DETECT -> throw new IllegalStateException("expected data whose kind is known");
    };
  }

  /// How many tokens of a sample count.
  static int length(Sample sample) {
    return sample.input() instanceof Tokens tokens ? Math.max(1, tokens.length()) : 1;
  }

  private static Path path(String input) {
    try {
      return Path.of(input);
    } catch (InvalidPathException _) {
      return Path.of("");
    }
  }

  private static Sample sample(Item item, String origin) {
    return new Sample(item, NONE, origin);
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN - 1) + "…";
  }

  private static List<Path> files(String input, Path path, boolean there, DataKind kind) {
    if (!there) {
      throw new DataException(
          input, "expected a file, found nothing of that name. Check the path.");
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    String ending = kind == DataKind.SOUNDS ? ".*\\.wav" : ".*\\.(png|jpe?g|jpe|gif|bmp)";
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> found =
          files
              .filter(file -> Place.nameOf(file).toLowerCase(Locale.ROOT).matches(ending))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new DataException(input, "expected files to predict in this folder, found none.");
      }
      return found;
    } catch (IOException e) {
      throw Place.unreadable(path, e);
    }
  }

  private static List<Sample> rows(String input, Path path, boolean there, Schema schema) {
    if (!there) {
      boolean commas = !schema.decimalCommas().isEmpty();
      String between = commas && input.contains(";") ? ";" : ",";
      if (!input.contains(between)) {
        throw new DataException(
            input,
            "expected a table or a row such as "
                + (commas ? "5,1;3,5;1,4;0,2" : "5.1,3.5,1.4,0.2")
                + ", found neither.");
      }
      List<String> cells = Arrays.stream(input.split(between, -1)).map(String::strip).toList();
      return List.of(sample(new Row(cells), input));
    }
    var table = TableDataset.unlabelled(Csv.read(path), schema);
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < table.size(); i++) {
      Sample row = table.get(i);
      samples.add(sample(row.input(), row.origin()));
    }
    return samples;
  }

  private static List<Sample> lines(Path path) {
    var samples = new ArrayList<Sample>();
    int line = 0;
    for (String each : Utf8File.read(path).text().lines().toList()) {
      line++;
      if (!each.isBlank()) {
        samples.add(sample(new Text(each), Place.nameOf(path) + ":" + line + " " + shown(each)));
      }
    }
    return samples;
  }

  /// The last characters of a text.
  private static Sample beginning(String input, Path path, boolean there, Details details) {
    String text = there ? Utf8File.read(path).text() : input;
    if (text.isEmpty() || !(details instanceof Details.Characters(var characters, var block))) {
      throw new DataException(input, "expected the beginning of a text, found nothing.");
    }
    int[] all = characters.encode(text);
    int[] seen = Arrays.copyOfRange(all, Math.max(0, all.length - block), all.length);
    // Attention looks back only: what fills up the end changes nothing before it.
    int[] padded = Arrays.copyOf(seen, block);
    return sample(new Tokens(Shape.of(block), seen.length, padded), shown(text));
  }

  /// The last steps of a series.
  private static Sample window(String input, Path path, boolean there, Details details) {
    if (!(details instanceof Details.Windows(var column, _, var history, _, var mark))) {
      throw new DataException(input, "expected a model of a series, found another.");
    }
    if (!there) {
      return sample(
          new Numbers(Shape.of(history, 1), numbers(input, history).values()), shown(input));
    }
    Series series = Series.of(Csv.read(path), mark, column);
    if (series.rows() < history) {
      throw new DataException(
          input, "expected at least " + history + " rows, found " + series.rows() + ".");
    }
    float[] values = series.values();
    float[] last = Arrays.copyOfRange(values, values.length - history, values.length);
    return sample(
        new Numbers(Shape.of(history, 1), last), Place.nameOf(path) + " after " + series.rows());
  }

  private static Numbers numbers(String input, int count) {
    float[] values = parse(input);
    if (values.length != count) {
      throw new DataException(
          input,
          "expected " + count + " numbers with commas between, found " + values.length + ".");
    }
    return new Numbers(Shape.of(count), values);
  }

  private static Tokens tokens(String input) {
    float[] values = parse(input);
    int[] tokens = new int[values.length];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = (int) values[i];
    }
    return Tokens.of(tokens);
  }

  private static float[] parse(String input) {
    String[] cells = input.split(",", -1);
    float[] values = new float[cells.length];
    for (int i = 0; i < cells.length; i++) {
      OptionalDouble number = Cell.number(cells[i]);
      if (number.isEmpty()) {
        throw new DataException(
            input, "expected numbers with commas between, or a file, found neither.");
      }
      values[i] = (float) number.getAsDouble();
    }
    return values;
  }
}
