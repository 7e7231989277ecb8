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

  private static final int NAMED = 4;

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
    notes.addAll(marks(table, fitted));
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

  /// What to know of decimal commas, and of what might be some.
  private static List<String> marks(Csv table, Schema schema) {
    var notes = new ArrayList<String>();
    List<String> commas = schema.decimalCommas();
    if (!commas.isEmpty()) {
      notes.add("Numbers have decimal commas in " + commas(commas) + ".");
    }
    for (int i = 0; i < table.names().size(); i++) {
      String name = table.names().get(i);
      boolean isCategory =
          schema.columns().stream()
              .anyMatch(each -> each instanceof Column.Category && each.name().equals(name));
      // What is left out has its note.
      if (isCategory && table.doubt(i).isPresent()) {
        notes.add("The column " + name + " is one of texts, as " + table.doubt(i).get() + ".");
      }
    }
    if (IntStream.range(0, table.names().size()).anyMatch(i -> table.doubt(i).isPresent())) {
      notes.add("Numbers are surest as 1234 and 1234.5: without marks between thousands.");
    }
    return notes;
  }

  private static String commas(List<String> names) {
    int more = names.size() - NAMED;
    return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
        + (more > 0 ? " and " + more + " more columns" : "");
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
