package lockstep.nn.inspect;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Any record of settings in a few words: its name, then its settings where they are short.
final class RecordWords {

  private static final int MOST = 3;

  private RecordWords() {}

  static String of(Object settings) {
    String name = settings.getClass().getSimpleName();
    if (name.isEmpty() || name.contains("$$Lambda")) {
      return "a function";
    }
    var words = new ArrayList<String>();
    if (settings instanceof Record) {
      for (RecordComponent component : settings.getClass().getRecordComponents()) {
        value(settings, component).flatMap(RecordWords::word).ifPresent(words::add);
      }
    }
    return words.isEmpty() ? name : name + " " + String.join(", ", words);
  }

  private static Optional<Object> value(Object settings, RecordComponent component) {
    try {
      return Optional.ofNullable(component.getAccessor().invoke(settings));
    } catch (ReflectiveOperationException _) {
      // A record that others may not look into is known by its name.
      return Optional.empty();
    }
  }

  private static Optional<String> word(Object value) {
    return switch (value) {
      case Integer _, Long _, String _ -> Optional.of(value.toString());
      case Float number -> Optional.of(number(number));
      case Double number -> Optional.of(number(number));
      case Enum<?> constant -> Optional.of(lower(constant));
      case List<?> list when isShort(list) ->
          Optional.of(String.join(" ", list.stream().map(RecordWords::item).toList()));
      default -> Optional.empty();
    };
  }

  private static String item(Object number) {
    return number instanceof Number some ? number(some.doubleValue()) : number.toString();
  }

  private static boolean isShort(List<?> list) {
    return !list.isEmpty()
        && list.size() <= MOST
        && list.stream().allMatch(Number.class::isInstance);
  }

  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// About three digits.
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return String.valueOf((long) value);
    }
    double size = Math.abs(value);
    String text =
        String.format(
            Locale.ROOT,
            size >= 100 ? "%.0f" : size >= 1 ? "%.2f" : size >= 0.01 ? "%.3f" : "%.2g",
            value);
    return text.contains(".") && !text.contains("e") ? text.replaceFirst("\\.?0+$", "") : text;
  }
}
