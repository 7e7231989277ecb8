package lockstep.nn.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Image;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Row;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Step;
import lockstep.nn.data.Text;
import lockstep.nn.data.Tokens;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.DecimalMark;

/// What the columns of a table are and which one is the target: found in the training data, stored
/// with the model.
///
/// {@snippet :
/// Csv table = Csv.read(Path.of("penguins.csv"));
/// Schema schema = Schema.infer(table, "species");
/// var data = new TableDataset(table, schema);
/// List<Subset> parts = Splits.stratified(data, seed, 0.8, 0.2);
/// Schema fitted = schema.fit(parts.get(0));      // means and deviations of training rows only
/// Preparation preparation =
///     Preparation.of(new EncodeRow(fitted)).target(new EncodeTarget(fitted, true));
/// }
///
/// A column is a number if all known values are; a category if it has few different texts; else it
/// is ignored, and so are numbers named `id` that differ in each row. Numbers may have decimal
/// commas where cells have none between them; then those of other tables and single rows may too.
/// Missing values are those that {@link lockstep.nn.data.file.Cell#missing} knows.
///
/// @param columns what each column is
/// @param target the place of the target among them
public record Schema(List<Column> columns, int target) {

  /// Copies the columns.
  public Schema {
    columns = List.copyOf(columns);
    if (target < 0 || target >= columns.size()) {
      throw new IllegalArgumentException(
          "schema: expected a target within the "
              + columns.size()
              + " columns, got "
              + target
              + ".");
    }
    if (columns.get(target) instanceof Column.Ignored(var name, _)) {
      throw new IllegalArgumentException(
          "schema: expected a target that is a class or a number, got the ignored column '"
              + name
              + "'.");
    }
  }

  /// {@return the schema of a table whose target is its last column}
  ///
  /// @throws DataException if the table has no rows, or the target no values
  public static Schema infer(Csv table) {
    return infer(table, table.names().size() - 1, TargetKind.DETECT);
  }

  /// {@return the schema of a table with that target}
  public static Schema infer(Csv table, String target) {
    return infer(table, table.column(target), TargetKind.DETECT);
  }

  /// {@return the schema of a table with that target}
  public static Schema infer(Csv table, String target, TargetKind kind) {
    return infer(table, table.column(target), kind);
  }

  /// {@return the schema of a table with that target}
  ///
  /// @param target its place, from 0
  /// @param kind whether it is a class or a number
  public static Schema infer(Csv table, int target, TargetKind kind) {
    if (target < 0 || target >= table.names().size()) {
      throw new DataException(
          table.name(),
          "expected a target within the "
              + table.names().size()
              + " columns, got column "
              + target
              + ".");
    }
    if (table.size() == 0) {
      throw new DataException(table.name(), "expected rows, found only a header.");
    }
    List<ColumnFacts> facts = facts(table);
    var columns = new ArrayList<Column>();
    for (int i = 0; i < facts.size(); i++) {
      columns.add(i == target ? facts.get(i).target(kind, table.name()) : facts.get(i).input());
    }
    return new Schema(columns, target);
  }

  static List<ColumnFacts> facts(Csv table) {
    List<ColumnFacts> facts =
        IntStream.range(0, table.names().size())
            .mapToObj(i -> new ColumnFacts(table.names().get(i), table.mark(i), table.doubt(i)))
            .toList();
    for (int i = 0; i < table.size(); i++) {
      List<String> cells = table.row(i).cells();
      String place = table.origin(i);
      for (int column = 0; column < cells.size(); column++) {
        facts.get(column).add(cells.get(column), place);
      }
    }
    return facts;
  }

  /// {@return this schema with those columns ignored}
  ///
  /// @throws IllegalArgumentException if there is no such column
  public Schema ignore(String... names) {
    Set<String> ignored = Set.of(names);
    List<String> known = columns.stream().map(Column::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "schema: expected a column of " + known + ", got '" + name + "'.");
      }
    }
    return new Schema(
        columns.stream()
            .map(column ->
                ignored.contains(column.name())
                    ? new Column.Ignored(column.name(), "as asked")
                    : column)
            .toList(),
        target);
  }

  /// {@return this schema with the means, deviations and ranges of those samples: training must not
  /// see what only test rows tell. Categories and classes stay, so that none is missed}
  ///
  /// @param training samples of a {@link TableDataset} of this schema
  public Schema fit(Dataset training) {
    List<Moments> moments = columns.stream().map(_ -> new Moments()).toList();
    for (int i = 0; i < training.size(); i++) {
      Sample sample = training.get(i);
      List<String> cells = Step.expect(Row.class, sample.input(), "Schema").cells();
      for (int column = 0; column < columns.size(); column++) {
        String cell = column == target ? targetCell(sample.target()) : cell(cells, column);
        if (columns.get(column) instanceof Column.Quantity number) {
          CellReader.number(number, cell, sample.origin()).ifPresent(moments.get(column)::add);
        }
      }
    }
    return new Schema(
        IntStream.range(0, columns.size())
            .<Column>mapToObj(i ->
                switch (columns.get(i)) {
                  case Column.Quantity number ->
                      moments.get(i).column(number.name(), number.mark());
                  case Column.Category category -> category;
                  case Column.Ignored ignored -> ignored;
                })
            .toList(),
        target);
  }

  /// {@return what the target is}
  public Column targetColumn() {
    return columns.get(target);
  }

  /// {@return the classes of the target; none where it is a number}
  public List<String> labels() {
    return switch (targetColumn()) {
      case Column.Category(_, var values, _) -> values;
      case Column.Quantity _, Column.Ignored _ -> List.of();
    };
  }

  /// {@return the columns whose numbers had decimal commas in the training data}
  public List<String> decimalCommas() {
    return columns.stream()
        .filter(column ->
            column instanceof Column.Quantity number && number.mark() == DecimalMark.COMMA)
        .map(Column::name)
        .toList();
  }

  /// {@return how many numbers a row becomes}
  public int width() {
    return IntStream.range(0, columns.size())
        .filter(i -> i != target)
        .map(i -> columns.get(i).width())
        .sum();
  }

  /// {@return a name for each number that a row becomes: `bill_length_mm`, `island=Dream`}
  public List<String> features() {
    var names = new ArrayList<String>();
    for (int i = 0; i < columns.size(); i++) {
      if (i != target) {
        switch (columns.get(i)) {
          case Column.Quantity number -> names.add(number.name());
          case Column.Category(var name, var values, var missing) -> {
            values.forEach(value -> names.add(name + "=" + value));
            if (missing) {
              names.add(name + " missing");
            }
          }
          case Column.Ignored _ -> {
            // No number comes of it.
          }
        }
      }
    }
    return names;
  }

  /// The cell of a column that is not the target, in a row with or without the target.
  String cell(List<String> cells, int column) {
    boolean withTarget = cells.size() == columns.size();
    if (!withTarget && cells.size() != columns.size() - 1) {
      throw new IllegalArgumentException(
          "row: expected "
              + (columns.size() - 1)
              + " cells, or "
              + columns.size()
              + " with the target, got "
              + cells.size()
              + ".");
    }
    return cells.get(withTarget || column < target ? column : column - 1);
  }

  /// The target's cell, of a row that has it or a text that is it.
  String targetCell(Item item) {
    return switch (item) {
      case Text(var text) -> text;
      case Row(var cells) when cells.size() == columns.size() -> cells.get(target);
      case Row _ ->
          throw new IllegalArgumentException(
              "EncodeTarget: expected a row of "
                  + columns.size()
                  + " cells, got "
                  + item.describe()
                  + ".");
      case Image _, Numbers _, Sound _, Tokens _ ->
          throw new IllegalArgumentException(
              "EncodeTarget: expected Text or Row, got " + item.describe() + ".");
    };
  }
}
