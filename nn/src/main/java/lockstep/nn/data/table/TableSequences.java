package lockstep.nn.data.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sample;
import lockstep.nn.data.Tokens;
import lockstep.nn.data.file.Cell;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.Quoted;
import lockstep.nn.tensor.Shape;

/// Sequences in a table, each as long as it is: rows with the same value in one column are the
/// steps of one, in the order in which they stand, wherever they do.
///
/// A sample's input is its numbers, `[steps, columns]`; its target a class, which all of its rows
/// name alike.
///
/// {@snippet :
/// var data = TableSequences.of(Csv.read(Path.of("gestures.csv")), "take", List.of("x", "y"), "sign");
/// List<Subset> parts = Splits.stratified(data, seed, 0.8, 0.2);
/// var standardise = StandardiseColumns.fit(parts.getFirst());
/// Preparation preparation =
///     Preparation.of(standardise, PadSteps.fit(parts.getFirst(), List.of(), PadSteps.Kept.LAST));
/// }
public final class TableSequences implements Dataset {

  private final Csv table;
  private final int[] columns;
  private final List<List<Integer>> rows;
  private final List<String> labels;
  private final int[] classes;

  private TableSequences(Csv table, List<List<Integer>> rows, int[] columns, int target) {
    this.table = table;
    this.rows = rows;
    this.columns = columns;
    List<String> named = rows.stream().map(each -> label(each, target)).toList();
    labels = List.copyOf(new TreeSet<>(named));
    classes = named.stream().mapToInt(labels::indexOf).toArray();
  }

  /// {@return the sequences of a table}
  ///
  /// @param group the column that says to which sequence a row belongs
  /// @param numbers the columns of what is seen
  /// @param target the column of the class
  /// @throws DataException if a column is absent, a row belongs to no sequence, or the rows of one
  ///   name several classes
  public static TableSequences of(Csv table, String group, List<String> numbers, String target) {
    int by = table.column(group);
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int row = 0; row < table.size(); row++) {
      String cell = table.cell(row, by).strip();
      if (Cell.missing(cell)) {
        throw new DataException(
            table.origin(row),
            "column '" + group + "': expected what names a sequence, found nothing. Name it.");
      }
      rows.computeIfAbsent(cell, _ -> new ArrayList<>()).add(row);
    }
    int[] columns = numbers.stream().mapToInt(table::column).toArray();
    return new TableSequences(table, List.copyOf(rows.values()), columns, table.column(target));
  }

  private String label(List<Integer> sequence, int target) {
    String first = table.cell(sequence.getFirst(), target).strip();
    for (int row : sequence) {
      String cell = table.cell(row, target).strip();
      if (Cell.missing(cell) || !cell.equals(first)) {
        throw new DataException(
            table.origin(row),
            "column '"
                + table.names().get(target)
                + "': expected the class "
                + Quoted.of(first)
                + " in all rows of a sequence, found "
                + (Cell.missing(cell) ? "nothing" : Quoted.of(cell))
                + ". Correct it.");
      }
    }
    return first;
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public Sample get(int index) {
    List<Integer> steps = rows.get(index);
    float[] values = new float[Math.multiplyExact(steps.size(), columns.length)];
    for (int step = 0; step < steps.size(); step++) {
      List<String> cells = table.row(steps.get(step)).cells();
      for (int i = 0; i < columns.length; i++) {
        values[step * columns.length + i] = number(cells.get(columns[i]), steps.get(step), i);
      }
    }
    return new Sample(
        new Numbers(Shape.of(steps.size(), columns.length), values),
        target(index),
        table.origin(steps.getFirst()));
  }

  private float number(String cell, int row, int column) {
    OptionalDouble number = Cell.number(cell);
    if (number.isEmpty()) {
      throw new DataException(
          table.origin(row),
          "column '"
              + table.names().get(columns[column])
              + "': expected a number, found "
              + (Cell.missing(cell) ? "nothing" : Quoted.of(cell))
              + ". A sequence has no gaps: fill them, or leave the row out.");
    }
    return (float) number.getAsDouble();
  }

  @Override
  public Tokens target(int index) {
    return Tokens.one(classes[index]);
  }

  @Override
  public List<String> labels() {
    return labels;
  }
}
