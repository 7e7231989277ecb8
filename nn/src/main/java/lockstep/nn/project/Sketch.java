package lockstep.nn.project;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import lockstep.nn.layer.Layer;
import lockstep.nn.notation.Notation;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;

/// A network in a text file, to look at before there is any data: what data would fill in is
/// guessed, or given.
///
/// What `lockstep model` prints says in its head which numbers it was made for; these are taken.
/// Else the first layer tells what it is for: pictures of 28×28, sequences of 64 steps or tokens,
/// or rows of 16 numbers; 10 classes.
///
/// {@snippet :
/// Sketch sketch = Sketch.of(Path.of("my.net"), Optional.of(Shape.of(64, 64, 3)));
/// Anatomy anatomy = Anatomy.of(sketch.network(), sketch.dtype(), sketch.example());
/// }
///
/// @param network the layers
/// @param dtype the kind of inputs
/// @param example the shape of one input
/// @param words what the words of the text stand for here
public record Sketch(Layer network, DType dtype, Shape example, Map<String, Integer> words) {

  private static final int LOOKED_AT = 4096;
  private static final int CLASSES = 10;
  private static final int SIDE = 28;
  private static final int STEPS = 64;
  private static final int FEATURES = 16;
  private static final int SYMBOLS = 1000;

  /// As the head says that `model` prints: `outputs (here 10)`.
  private static final Pattern HERE = Pattern.compile("([a-z]+) \\(here (\\d{1,9})\\)");

  private static final Pattern TOKENS = Pattern.compile("\\b(embedding|symbols)\\b");
  private static final Pattern SEQUENCE =
      Pattern.compile("(initialized\\S* )?(lstm|gru|rnn|conv1d).*");
  private static final Pattern ROWS = Pattern.compile("dense.*");

  /// What an input is.
  private enum Kind {
    PICTURES,
    TOKENS,
    SERIES,
    ROWS
  }

  /// Copies the words.
  public Sketch {
    words = Map.copyOf(words);
  }

  /// {@return whether a file is text, as networks are, and no trained model}
  public static boolean isText(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      for (byte each : in.readNBytes(LOOKED_AT)) {
        if (each == 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw Place.unreadable(file, e);
    }
  }

  /// {@return the network of a file}
  ///
  /// @param example the shape of an input; none to guess it
  /// @throws lockstep.nn.data.DataException if it cannot be read
  /// @throws lockstep.nn.notation.NotationException if it is no network, or cannot see such inputs
  public static Sketch of(Path file, Optional<Shape> example) {
    String text = ModelText.text(file);
    String code =
        text.lines().map(line -> line.replaceFirst("#.*", "")).collect(Collectors.joining("\n"));
    Map<String, Integer> here = new TreeMap<>();
    Matcher said = HERE.matcher(text);
    while (said.find()) {
      if (Notation.words().contains(said.group(1))) {
        here.put(said.group(1), Integer.parseInt(said.group(2)));
      }
    }
    boolean tokens = TOKENS.matcher(code).find();
    Shape seen = example.orElseGet(() -> example(kind(code, here, tokens), here));
    var words = new TreeMap<>(words(seen, tokens));
    words.put(Notation.OUTPUTS, here.getOrDefault(Notation.OUTPUTS, CLASSES));
    if (tokens) {
      words.put(Notation.SYMBOLS, here.getOrDefault(Notation.SYMBOLS, SYMBOLS));
    }
    var blueprint = Notation.read(text, file.toString(), words);
    DType dtype = tokens ? DType.INT32 : DType.FLOAT32;
    blueprint.check(dtype, seen);
    return new Sketch(blueprint.layer(), dtype, seen, words);
  }

  /// {@return the network of a file as it is for some data}
  ///
  /// @throws lockstep.nn.notation.NotationException if it is no network, or does not fit the data
  public static Sketch of(Path file, Source source) {
    Project project =
        Defaults.resolve(source, Learning.usual().model(file.toString()), Limits.none());
    Networks.Fit fit =
        Defaults.fit(project.purpose(), project.labels(), project.preparation(), project.example());
    return new Sketch(project.network(), project.dtype(), project.example(), ModelText.words(fit));
  }

  private static Kind kind(String code, Map<String, Integer> here, boolean tokens) {
    String first =
        code.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
    if (tokens) {
      return Kind.TOKENS;
    }
    if (here.containsKey(Notation.STEPS) || SEQUENCE.matcher(first).matches()) {
      return Kind.SERIES;
    }
    if (here.containsKey(Notation.HEIGHT)) {
      return Kind.PICTURES;
    }
    boolean rows = here.containsKey(Notation.FEATURES) || ROWS.matcher(first).matches();
    return rows ? Kind.ROWS : Kind.PICTURES;
  }

  private static Shape example(Kind kind, Map<String, Integer> here) {
    int steps = here.getOrDefault(Notation.STEPS, STEPS);
    int features = here.getOrDefault(Notation.FEATURES, FEATURES);
    return switch (kind) {
      case TOKENS -> Shape.of(steps);
      case SERIES -> Shape.of(steps, features);
      case ROWS -> Shape.of(features);
      case PICTURES ->
          Shape.of(
              here.getOrDefault(Notation.HEIGHT, SIDE),
              here.getOrDefault(Notation.WIDTH, SIDE),
              here.getOrDefault(Notation.CHANNELS, 1));
    };
  }

  private static Map<String, Integer> words(Shape example, boolean tokens) {
    return switch (example.rank()) {
      case 1 -> Map.of(tokens ? Notation.STEPS : Notation.FEATURES, example.size(0));
      case 2 -> Map.of(Notation.STEPS, example.size(0), Notation.FEATURES, example.size(1));
      case 3 ->
          Map.of(
              Notation.HEIGHT,
              example.size(0),
              Notation.WIDTH,
              example.size(1),
              Notation.CHANNELS,
              example.size(2));
      default ->
          throw new IllegalArgumentException(
              "shape: expected 1 to 3 sizes, such as 28x28x1, got " + example + ".");
    };
  }

  /// {@return the network as text, as it was understood}
  public String text(String name) {
    return "# "
        + name
        + ", for inputs of "
        + java.util.Arrays.stream(example.sizes())
            .mapToObj(String::valueOf)
            .collect(Collectors.joining("×"))
        + ".\n# Numbers that data fills in: "
        + new TreeMap<>(words)
            .entrySet().stream()
                .map(each -> each.getKey() + " (here " + each.getValue() + ")")
                .collect(Collectors.joining(", "))
        + ".\n"
        + Notation.print(network, words);
  }
}
