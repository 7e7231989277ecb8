package lockstep.nn.metric;

import java.util.List;
import java.util.Locale;
import lockstep.nn.json.Json;

/// A figure and its 95 % interval, by bootstrap. All three numbers are NaN where the figure is not
/// defined; {@link Metric#notes} says why.
///
/// @param name what it is: `accuracy`
/// @param value over all samples, each once
/// @param low 2.5 % of resamples are below
/// @param high 2.5 % of resamples are above
public record Score(String name, double value, double low, double high) {

  /// {@return whether it has a value}
  public boolean isDefined() {
    return !Double.isNaN(value);
  }

  /// {@return it as a person reads it: `accuracy 0.9312 (0.9262 to 0.9360)`}
  public String text() {
    if (!isDefined()) {
      return name + " not defined";
    }
    String number = name + " " + digits(value);
    return Double.isNaN(low) ? number : number + " (" + digits(low) + " to " + digits(high) + ")";
  }

  private static String digits(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }

  /// {@return it as an object; what is not defined is `null` there}
  public Json.Fields json() {
    return Json.object()
        .with("name", name)
        .with("value", value)
        .with("low", low)
        .with("high", high);
  }

  /// {@return samples, scores and notes, as every metric writes them}
  static Json.Fields json(Metric metric, List<Score> scores) {
    return Json.object()
        .with("samples", metric.count())
        .with("scores", new Json.Items(scores.stream().<Json>map(Score::json).toList()))
        .with("notes", Json.texts(metric.notes()));
  }
}
