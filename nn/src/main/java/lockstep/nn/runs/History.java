package lockstep.nn.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;

/// The numbers that a run has written so far, as {@link Metrics} wrote them: of a finished run, or
/// of one that another process is writing.
///
/// @param rows in the order of their steps
public record History(List<Row> rows) {

  private static final List<String> PLACE = List.of("step", "epoch");

  /// The figures of one judgement.
  ///
  /// @param step after so many updates
  /// @param epoch in which epoch, the first is 1
  /// @param values by column
  public record Row(long step, int epoch, SequencedMap<String, Double> values) {

    /// {@return the value of a column, if this row has one}
    public OptionalDouble value(String column) {
      Double value = values.get(column);
      return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
  }

  /// Copies the rows.
  public History {
    rows = List.copyOf(rows);
  }

  /// {@return what the run of a directory has written; nothing where it has not begun}
  ///
  /// @throws DataException if a line is no row of metrics; one that is still being written is left
  ///   out
  public static History read(Path run) {
    Path file = run.resolve(Metrics.LINES);
    String text;
    try {
      text = Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new DataException(
          file.toString(), "expected to read it, got: " + e + ". Check its permissions.", e);
    }
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    var rows = new ArrayList<Row>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        rows.add(row(Json.parse(lines.get(i))));
      } catch (JsonException | IllegalArgumentException e) {
        throw new DataException(
            file + ":" + (i + 1),
            "expected a row of metrics with step, epoch and numbers, found "
                + lines.get(i)
                + ". Remove the line.",
            e);
      }
    }
    return new History(rows);
  }

  private static Row row(Json json) {
    if (json instanceof Json.Fields fields
        && fields.get("step") instanceof Json.Whole(var step)
        && fields.get("epoch") instanceof Json.Whole(var epoch)) {
      var values = new LinkedHashMap<String, Double>();
      fields
          .members()
          .forEach((name, value) -> {
            if (!PLACE.contains(name)) {
              values.put(name, number(value));
            }
          });
      return new Row(step, (int) epoch, values);
    }
    throw new IllegalArgumentException("an object without them.");
  }

  private static double number(Json value) {
    return switch (value) {
      case Json.Real(var real) -> real;
      case Json.Whole(var whole) -> whole;
      // What is not finite has no number in JSON.
      case Json.Text(var text) -> Double.parseDouble(text);
      case Json.Fields _, Json.Items _, Json.Truth _, Json.Nothing _ ->
          throw new IllegalArgumentException("no number but " + value.text() + ".");
    };
  }

  /// {@return the columns that any row has, in their order}
  public List<String> columns() {
    var names = new LinkedHashSet<String>();
    rows.forEach(row -> names.addAll(row.values().sequencedKeySet()));
    return List.copyOf(names);
  }
}
