package lockstep.nn.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Subset;
import lockstep.nn.data.file.Cell;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.table.Column;
import lockstep.nn.data.table.Schema;
import lockstep.nn.data.table.TableDataset;
import lockstep.nn.data.table.TargetKind;

/// Tables with a column to foretell.
final class Tables {

  /// What people call the column to foretell; else it is the last one.
  private static final List<String> TARGETS =
      List.of(
          "target",
          "label",
          "class",
          "y",
          "outcome",
          "species",
          "diagnosis",
          "category",
          "quality");

  private Tables() {}

  static Source open(Place place, Wanted wanted, Details known) {
    boolean split = Files.isDirectory(place.path());
    Csv table = Csv.read(split ? place.path().resolve("train.csv") : place.path());
    String target =
        known instanceof Details.Table(var schema)
            ? schema.targetColumn().name()
            : target(table, wanted.target());
    TargetKind kind =
        switch (wanted.task()) {
          case CLASSIFICATION -> TargetKind.CLASS;
          case REGRESSION -> TargetKind.NUMBER;
          case DETECT, LANGUAGE_MODEL, FORECASTING, RECONSTRUCTION -> TargetKind.DETECT;
        };
    Schema inferred = Schema.infer(table, target, kind);
    Schema schema = known instanceof Details.Table(var before) ? as(before, inferred) : inferred;
    TaskKind task =
        schema.targetColumn() instanceof Column.Category
            ? Source.task(wanted, "a table", TaskKind.CLASSIFICATION)
            : Source.task(wanted, "a table", TaskKind.REGRESSION);
    Dataset all = withTarget(table, schema);
    Path test = place.path().resolve("test.csv");
    Parts parts =
        split && Files.isRegularFile(test)
            ? Parts.of(all, toJudge(Csv.read(test), schema), place.name(), wanted.seed())
            : Parts.of(all, place.name(), wanted.seed());
    // Means and deviations are those of the training part, for rows and for figures.
    Schema fitted = known instanceof Details.Table ? schema : schema.fit(parts.train());
    var notes = new ArrayList<String>();
    if (all.size() < table.size()) {
      notes.add("Rows without " + target + " are left out: " + (table.size() - all.size()) + ".");
    }
    for (Column column : fitted.columns()) {
      if (column instanceof Column.Ignored(var name, var reason)) {
        notes.add("The column " + name + " is left out: " + reason + ".");
      }
    }
    String sentence =
        place.name()
            + " is a table of "
            + BuiltIn.count(table.size())
            + " rows and "
            + table.names().size()
            + " columns; the task is "
            + task.text()
            + ": "
            + target
            + (task == TaskKind.CLASSIFICATION ? ", " + Source.classes(fitted.labels()) : "")
            + ".";
    Wanted found = wanted.kind(DataKind.TABLE).task(task).target(target);
    return new Source(
        place.name(),
        new Purpose(found, new Details.Table(fitted)),
        sentence,
        parts.train(),
        parts.validation(),
        parts.test(),
        notes);
  }

  /// The columns that a model knows, with the classes of other data where they differ.
  private static Schema as(Schema before, Schema inferred) {
    if (!(before.targetColumn() instanceof Column.Category)
        || FineTuning.sameClasses(before.labels(), inferred.labels())) {
      return before;
    }
    var columns = new ArrayList<>(before.columns());
    columns.set(before.target(), inferred.targetColumn());
    return new Schema(columns, before.target());
  }

  private static String target(Csv table, String wanted) {
    if (!wanted.isEmpty()) {
      return table.names().get(table.column(wanted));
    }
    return table.names().stream()
        .filter(name -> TARGETS.contains(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElse(table.names().getLast());
  }

  static Dataset toJudge(Place place, Schema schema) {
    Path test = place.path().resolve("test.csv");
    return toJudge(Csv.read(Files.isRegularFile(test) ? test : place.path()), schema);
  }

  private static Dataset toJudge(Csv table, Schema schema) {
    return withTarget(table, schema);
  }

  /// Rows whose target is missing teach nothing.
  private static Dataset withTarget(Csv table, Schema schema) {
    var rows = new TableDataset(table, schema);
    int[] known =
        IntStream.range(0, rows.size()).filter(i -> !Cell.missing(schemaText(rows, i))).toArray();
    if (known.length == 0) {
      throw new DataException(table.name(), "expected rows with a target, found none.");
    }
    return known.length == rows.size() ? rows : new Subset(rows, known);
  }

  private static String schemaText(TableDataset rows, int index) {
    return rows.target(index) instanceof lockstep.nn.data.Text(var text) ? text : "";
  }
}
