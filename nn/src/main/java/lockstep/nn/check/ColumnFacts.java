package lockstep.nn.check;

import java.util.List;
import java.util.Locale;
import lockstep.nn.json.Json;

/// What is in a column of a table.
///
/// @param name its name
/// @param kind what it is taken for
/// @param missing how many of its values are missing
/// @param different how many of its values differ
/// @param numbers what its numbers are like; of texts, and where there are none, all are NaN
/// @param frequent the commonest values first
public record ColumnFacts(
    String name, Kind kind, int missing, int different, Range numbers, List<Count> frequent) {

  /// What a column is taken for.
  public enum Kind {
    /// Numbers, larger and smaller ones.
    NUMBER,
    /// One of a few texts.
    CATEGORY,
    /// A network does not see it.
    LEFT_OUT,
    /// What is to be foretold.
    TARGET;

    /// {@return its name as it is spelled}
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /// What numbers are like.
  ///
  /// @param least the least one
  /// @param mean their mean
  /// @param deviation their deviation
  /// @param most the greatest one
  public record Range(double least, double mean, double deviation, double most) {

    static Range none() {
      return new Range(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /// {@return whether there are numbers}
    public boolean isKnown() {
      return !Double.isNaN(mean);
    }
  }

  /// How often a value occurs.
  ///
  /// @param value as it is written
  /// @param count how often
  public record Count(String value, int count) {}

  /// Copies the list.
  public ColumnFacts {
    frequent = List.copyOf(frequent);
  }

  /// {@return it as an object}
  public Json.Fields json() {
    Json.Fields json =
        Json.object()
            .with("name", name)
            .with("kind", kind.text())
            .with("missing", missing)
            .with("different", different);
    if (numbers.isKnown()) {
      json =
          json.with("least", numbers.least())
              .with("mean", numbers.mean())
              .with("deviation", numbers.deviation())
              .with("most", numbers.most());
    }
    Json.Fields counts = Json.object();
    for (Count each : frequent) {
      counts = counts.with(each.value(), each.count());
    }
    return json.with("frequent", counts);
  }
}
