package lockstep.nn.check;

import java.util.List;
import java.util.Locale;
import lockstep.nn.json.Json;

/// Something about data that a person should know.
///
/// @param weight how bad it is
/// @param what it is, in a sentence
/// @param remedy what to do about it, in a sentence
/// @param examples where it is found; the first few of all
public record Finding(Weight weight, String what, String remedy, List<String> examples) {

  private static final int MOST_EXAMPLES = 1_000;

  /// How bad it is.
  public enum Weight {
    /// Nothing can be learnt from such data.
    STOP,
    /// The result would be worse than it could be, or look better than it is.
    DOUBT,
    /// Good to know.
    NOTE
  }

  /// Keeps the first few examples.
  public Finding {
    examples = List.copyOf(examples.subList(0, Math.min(MOST_EXAMPLES, examples.size())));
  }

  static Finding of(Weight weight, String what, String remedy, String... examples) {
    return new Finding(weight, what, remedy, List.of(examples));
  }

  /// {@return it as an object}
  public Json.Fields json() {
    return Json.object()
        .with("weight", weight.name().toLowerCase(Locale.ROOT))
        .with("what", what)
        .with("remedy", remedy)
        .with("examples", Json.texts(examples));
  }
}
