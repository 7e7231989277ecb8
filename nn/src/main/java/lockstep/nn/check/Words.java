package lockstep.nn.check;

import java.util.Locale;

/// Numbers as a person reads them.
final class Words {

  private Words() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// A number of things: `1 picture`, `2 pictures`.
  static String count(long number, String thing) {
    return count(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /// A share as whole percents, but for what would be none or all of it.
  static String share(long part, long whole) {
    double percent = 100.0 * part / Math.max(1, whole);
    boolean coarse = percent >= 1 && percent <= 99;
    return String.format(Locale.ROOT, coarse ? "%.0f %%" : "%.2g %%", percent);
  }

  /// A column that has no name of its own is called `column 3`.
  static String column(String name) {
    return name.matches("column \\d+") ? "C" + name.substring(1) : "The column " + name;
  }

  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    double size = Math.abs(value);
    return size >= 1e6 || size < 1e-3
        ? String.format(Locale.ROOT, "%.3g", value)
        : String.format(Locale.ROOT, size >= 100 ? "%,.1f" : size >= 1 ? "%.2f" : "%.3f", value);
  }
}
