package lockstep.nn.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import lockstep.nn.metric.Metric;

/// What a model is worth on some data.
///
/// @param loss the mean loss of a sample
/// @param metric all answers; its intervals take a moment
public record Judgement(double loss, Metric metric) {

  /// {@return the figures that are cheap to have, the loss first}
  public SequencedMap<String, Double> figures() {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("loss", loss);
    figures.putAll(Task.figures(metric));
    return Collections.unmodifiableSequencedMap(figures);
  }

  /// {@return one of these figures}
  ///
  /// @throws IllegalArgumentException if there is none of that name
  public double figure(String name) {
    Double value = figures().get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "figure: expected one of " + figures().keySet() + ", got `" + name + "`.");
    }
    return value;
  }
}
