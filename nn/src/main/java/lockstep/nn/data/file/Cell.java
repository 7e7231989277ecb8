package lockstep.nn.data.file;

import java.util.OptionalDouble;
import java.util.Set;

/// What a cell of a table says.
public final class Cell {

  private static final Set<String> MISSING =
      Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "?");

  /// Longer texts are no numbers: nobody writes them, and reading them costs more than a line.
  private static final int MOST_DIGITS = 64;

  private Cell() {}

  /// {@return whether nothing is known: empty, `NA`, `N/A`, `NaN`, `null` or `?`}
  public static boolean missing(String cell) {
    return MISSING.contains(cell.strip());
  }

  /// {@return the number that a cell spells: decimal digits with sign, point and exponent as they
  /// may be, within what a float can hold; empty for anything else}
  public static OptionalDouble number(String cell) {
    String text = cell.strip();
    if (text.isEmpty() || text.length() > MOST_DIGITS || !spellsNumber(text)) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text);
    return Math.abs(value) <= Float.MAX_VALUE ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /// Java's own parser also takes `0x1p3`, `1d` and `Infinity`.
  private static boolean spellsNumber(String text) {
    int at = signed(text, 0);
    int whole = digits(text, at);
    int digits = whole - at;
    at = whole;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = digits(text, at + 1);
      digits += fraction - at - 1;
      at = fraction;
    }
    if (digits == 0) {
      return false;
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int first = signed(text, at + 1);
      at = digits(text, first);
      if (at == first) {
        return false;
      }
    }
    return at == text.length();
  }

  private static int signed(String text, int at) {
    boolean sign = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return sign ? at + 1 : at;
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
