package lockstep.nn.search;

import lockstep.nn.json.Json;

/// A value for every setting.
///
/// @param number from 0 on
/// @param values by the names of the settings
public record Trial(int number, Json.Fields values) {

  /// {@return a number}
  public double number(String setting) {
    return switch (values.get(setting)) {
      case Json.Real(var value) -> value;
      case Json.Whole(var value) -> value;
      case Json other ->
          throw new IllegalArgumentException(
              setting + ": expected a number, got " + other.text() + ".");
    };
  }

  /// {@return a whole number}
  public int whole(String setting) {
    return (int) number(setting);
  }

  /// {@return a text}
  public String text(String setting) {
    if (values.get(setting) instanceof Json.Text(var text)) {
      return text;
    }
    throw new IllegalArgumentException(
        setting + ": expected a text, got " + values.get(setting).text() + ".");
  }
}
