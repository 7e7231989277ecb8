package lockstep.nn.data.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import lockstep.nn.data.Fingerprint;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.DecimalMark;

/// What there is in a table, for people to look at before they train.
///
/// @param name what the file is called
/// @param rows how many there are
/// @param columns what each is
/// @param missing how many values of each are missing
/// @param target the place of the target
/// @param duplicates the rows that stood there before, with all their cells
/// @param classes how many rows each class has, in the order of the schema; none for a number
public record TableReport(
    String name,
    int rows,
    List<Column> columns,
    List<Integer> missing,
    int target,
    List<String> duplicates,
    List<Integer> classes) {

  private static final int SHOWN = 6;

  /// Copies the lists.
  public TableReport {
    columns = List.copyOf(columns);
    missing = List.copyOf(missing);
    duplicates = List.copyOf(duplicates);
    classes = List.copyOf(classes);
  }

  /// {@return what there is in a table of that schema}
  public static TableReport of(Csv table, Schema schema) {
    Map<Fingerprint, Integer> known = new HashMap<>();
    var duplicates = new ArrayList<String>();
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < table.size(); i++) {
      Integer same = known.putIfAbsent(Fingerprint.of(table.row(i)), i);
      if (same != null) {
        duplicates.add(table.origin(i) + " is " + table.origin(same));
      }
      counts.merge(table.cell(i, schema.target()).strip(), 1, Integer::sum);
    }
    return new TableReport(
        table.name(),
        table.size(),
        schema.columns(),
        Schema.facts(table).stream().map(ColumnFacts::missing).toList(),
        schema.target(),
        duplicates,
        schema.labels().stream().map(label -> counts.getOrDefault(label, 0)).toList());
  }

  /// {@return the report as lines}
  public String text() {
    var text = new StringBuilder();
    text.append(name).append(": ").append(rows).append(" rows, ");
    text.append(columns.size()).append(" columns\n");
    int widest = columns.stream().mapToInt(column -> column.name().length()).max().orElse(0);
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      text.append("  ").append(column.name()).repeat(' ', widest - column.name().length());
      text.append("  ").append(describe(column));
      text.append(missing.get(i) > 0 ? ", " + missing.get(i) + " missing" : "");
      text.append(i == target ? ", the target" : "").append('\n');
    }
    text.append(counts());
    text.append("  rows that stood there before: ").append(duplicates.size());
    if (!duplicates.isEmpty()) {
      List<String> first = duplicates.subList(0, Math.min(SHOWN, duplicates.size()));
      text.append(" (").append(String.join(", ", first));
      text.append(first.size() < duplicates.size() ? ", …)" : ")");
    }
    return text.append('\n').toString();
  }

  private String counts() {
    return switch (columns.get(target)) {
      case Column.Category(_, var values, _) ->
          "  classes: "
              + String.join(
                  ", ",
                  IntStream.range(0, values.size())
                      .mapToObj(i -> values.get(i) + " " + classes.get(i))
                      .toList())
              + "\n";
      case Column.Quantity _, Column.Ignored _ -> "";
    };
  }

  private static String describe(Column column) {
    return switch (column) {
      case Column.Quantity(_, var mean, var deviation, var least, var most, var mark) ->
          String.format(
                  Locale.ROOT,
                  "number %.6g to %.6g, mean %.6g ± %.6g",
                  least,
                  most,
                  mean,
                  deviation)
              + (mark == DecimalMark.COMMA ? ", with decimal commas" : "");
      case Column.Category(_, var values, _) ->
          values.size()
              + " categories: "
              + String.join(", ", values.subList(0, Math.min(SHOWN, values.size())))
              + (values.size() > SHOWN ? ", …" : "");
      case Column.Ignored(_, var reason) -> "ignored: " + reason;
    };
  }
}
