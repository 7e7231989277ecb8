package lockstep.cli.progress;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/// Numbers as a person reads them.
public final class Words {

  private static final String BARS = "▁▂▃▄▅▆▇█";

  /// What is shown of a task's figures; the first that there is.
  private static final List<String> SHOWN = List.of("accuracy", "perplexity", "rmse");

  private Words() {}

  /// {@return a number with about four digits that say something}
  public static String number(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    if (size >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    if (size >= 0.001 || size == 0) {
      int digits = size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
      return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
    return String.format(Locale.ROOT, "%.2e", value);
  }

  /// {@return a loss, as wide as those before and after it}
  static String loss(double value) {
    return Math.abs(value) < 100 ? String.format(Locale.ROOT, "%.4f", value) : number(value);
  }

  /// {@return a share in percent}
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /// {@return a time as `m:ss`, or `h:mm:ss`}
  public static String time(Duration time) {
    long seconds = (time.toMillis() + 500) / 1000;
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /// {@return the figure that says most, with its name: `accuracy 98.20 %`}
  static String figure(SequencedMap<String, Double> figures) {
    for (String name : SHOWN) {
      Double value = figures.get(name);
      if (value != null) {
        return name + " " + (name.equals("accuracy") ? percent(value) : number(value));
      }
    }
    Map.Entry<String, Double> first = figures.firstEntry();
    return first.getKey() + " " + number(first.getValue());
  }

  /// {@return a curve on one line}
  static String sparkline(List<Double> values) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = values.stream().mapToDouble(Double::doubleValue).max().orElse(1);
    var line = new StringBuilder();
    for (double value : values) {
      double share = most > least ? (value - least) / (most - least) : 0;
      line.append(BARS.charAt((int) Math.min(BARS.length() - 1, share * BARS.length())));
    }
    return line.toString();
  }
}
