package lockstep.nn.notation;

import java.util.List;
import java.util.Map;
import lockstep.nn.layer.Layer;

/// Networks as text and back.
///
/// {@snippet :
/// Blueprint blueprint = Notation.read(text, "my.net", Map.of("outputs", 10));
/// Layer network = blueprint.layer();
/// String again = Notation.print(network);
/// }
///
/// Numbers that depend on data are words in a text; whoever reads it says what they are. So one
/// text serves any number of classes.
public final class Notation {

  /// The word for how many numbers a network says: classes, steps to come.
  public static final String OUTPUTS = "outputs";

  /// The word for how many different tokens there are.
  public static final String SYMBOLS = "symbols";

  /// The word for the length of a sequence.
  public static final String STEPS = "steps";

  /// The word for the numbers of a step of a sequence, or of a row.
  public static final String FEATURES = "features";

  /// The word for the rows of an image.
  public static final String HEIGHT = "height";

  /// The word for the columns of an image.
  public static final String WIDTH = "width";

  /// The word for the channels of an image.
  public static final String CHANNELS = "channels";

  private static final List<String> WORDS =
      List.of(OUTPUTS, SYMBOLS, STEPS, FEATURES, HEIGHT, WIDTH, CHANNELS);

  private Notation() {}

  /// {@return the words that can stand for numbers}
  public static List<String> words() {
    return WORDS;
  }

  /// {@return the names of all layers, and `repeat`}
  public static List<String> names() {
    return Parser.NAMES;
  }

  /// {@return how a layer is written: its name, its numbers, its settings with what they are if
  /// left out}
  ///
  /// @throws IllegalArgumentException if there is no such layer
  public static String usage(String name) {
    return name.equals(Parser.REPEAT) ? Parser.USAGE_OF_REPEAT : Kinds.named(name).usage();
  }

  /// {@return the network that a text describes}
  ///
  /// @param place the file, for messages
  /// @param words what the words stand for, as far as the data has them
  /// @throws NotationException if it describes none, naming line and column
  public static Blueprint read(String text, String place, Map<String, Integer> words) {
    return new Parser(new Origin(place, text), words).blueprint();
  }

  /// {@return a network as text}
  ///
  /// @throws IllegalArgumentException if a layer in it is not of this library
  public static String print(Layer network) {
    return print(network, Map.of());
  }

  /// {@return a network as text, with words where numbers follow from data: the last dense layer,
  /// the rows of embeddings}
  ///
  /// @param words what the words stand for
  /// @throws IllegalArgumentException if a layer in it is not of this library
  public static String print(Layer network, Map<String, Integer> words) {
    return new Printer(words).text(network);
  }
}
