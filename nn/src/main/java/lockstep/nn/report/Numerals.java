package lockstep.nn.report;

import java.util.List;
import java.util.Locale;
import lockstep.nn.metric.Score;

/// Numbers as a person reads them.
public final class Numerals {

  /// Figures that are shares.
  private static final List<String> SHARES =
      List.of("accuracy", "precision", "recall", "f1", "top-", "calibration error");

  private Numerals() {}

  /// {@return a number with about four digits that say something}
  public static String number(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "not defined" : value > 0 ? "∞" : "−∞";
    }
    String digits;
    if (size >= 1000) {
      digits = String.format(Locale.ROOT, "%,.0f", size);
    } else if (size >= 0.001 || size == 0) {
      int after = size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
      digits = String.format(Locale.ROOT, "%." + after + "f", size);
    } else {
      digits = small(size, 2);
    }
    return value < 0 ? "−" + digits : digits;
  }

  /// `2.5e-5` as 2.5×10⁻⁵.
  static String small(double size, int digits) {
    String[] parts = String.format(Locale.ROOT, "%." + digits + "e", size).split("e", -1);
    String mantissa = parts[0].contains(".") ? parts[0].replaceFirst("\\.?0+$", "") : parts[0];
    var exponent = new StringBuilder();
    String.valueOf(Integer.parseInt(parts[1]))
        .chars()
        .forEach(c -> exponent.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0')));
    return (mantissa.equals("1") ? "" : mantissa + "×") + "10" + exponent;
  }

  /// {@return a share in percent, with digits enough to tell it from all and from none}
  public static String percent(double share) {
    return percentDigits(share, digits(share)) + " %";
  }

  /// As many digits as a share near all or none needs.
  private static int digits(double share) {
    return (share > 0.99 && share < 1) || (share > 0 && share < 0.01) ? 2 : 1;
  }

  static String percentDigits(double share, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", 100 * share);
  }

  /// {@return a whole number}
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// {@return a figure as it is usually said: a share in percent}
  public static String figure(String name, double value) {
    if (Double.isNaN(value)) {
      return "not defined";
    }
    return isShare(name) ? percent(value) : number(value);
  }

  static boolean isShare(String name) {
    return SHARES.stream().anyMatch(name::contains);
  }

  /// {@return the interval of a figure; empty where there is none}
  static String interval(Score score) {
    if (Double.isNaN(score.low())) {
      return "";
    }
    return interval(score.name(), score.value(), score.low(), score.high());
  }

  /// {@return an interval, with the digits of the figure that it is of}
  public static String interval(String name, double value, double low, double high) {
    int digits = digits(value);
    return isShare(name)
        ? percentDigits(low, digits) + " to " + percentDigits(high, digits) + " %"
        : number(low) + " to " + number(high);
  }

  /// {@return the name of a figure as it stands in a sentence}
  public static String name(String name) {
    return switch (name) {
      case "mae" -> "mean absolute error";
      case "mse" -> "mean squared error";
      case "rmse" -> "root mean squared error";
      case "r2" -> "R²";
      case "log-loss" -> "log loss";
      default -> name.replace("f1", "F1");
    };
  }

  /// {@return a sentence that begins as sentences do}
  static String capital(String text) {
    return text.isEmpty() ? "" : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
