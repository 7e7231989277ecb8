package lockstep.nn.data.table;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import lockstep.nn.data.DataException;
import lockstep.nn.data.file.Cell;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.DecimalMark;
import lockstep.nn.data.file.Quoted;

/// Numbers that were measured together, step after step: rows in the order of time.
public final class Series {

  private final String name;
  private final List<String> columns;
  private final float[] values;
  private final int rows;

  /// Takes the array as it is.
  ///
  /// @param values the numbers row by row
  /// @throws IllegalArgumentException if a row is incomplete
  public Series(String name, List<String> columns, float... values) {
    if (columns.isEmpty() || values.length % columns.size() != 0) {
      throw new IllegalArgumentException(
          "series: expected whole rows of "
              + columns.size()
              + " columns, got "
              + values.length
              + " numbers.");
    }
    this.name = name;
    this.columns = List.copyOf(columns);
    this.values = values;
    this.rows = values.length / columns.size();
  }

  /// {@return the numbers in those columns of a table}
  ///
  /// @throws DataException if a column is absent, or a cell in it is no number or missing
  public static Series of(Csv table, String... columns) {
    return of(table, DecimalMark.POINT, columns);
  }

  /// {@return those numbers}
  ///
  /// @param mark what to take a cell by that can be read in two ways: how a model's training data
  ///   spelled its numbers
  public static Series of(Csv table, DecimalMark mark, String... columns) {
    int[] places = new int[columns.length];
    for (int i = 0; i < columns.length; i++) {
      places[i] = table.column(columns[i]);
    }
    float[] values = new float[Math.multiplyExact(table.size(), columns.length)];
    for (int row = 0; row < table.size(); row++) {
      List<String> cells = table.row(row).cells();
      for (int i = 0; i < places.length; i++) {
        String cell = cells.get(places[i]);
        OptionalDouble number = CellReader.number(mark, cell);
        if (number.isEmpty()) {
          throw new DataException(
              table.origin(row),
              "column '"
                  + columns[i]
                  + "': expected a number, found "
                  + (Cell.missing(cell) ? "nothing" : Quoted.of(cell))
                  + table
                      .doubt(places[i])
                      .map(why -> ": " + why + ".")
                      .orElse(". A series has no gaps: fill them, or cut it."));
        }
        values[row * places.length + i] = (float) number.getAsDouble();
      }
    }
    return new Series(table.name(), List.of(columns), values);
  }

  /// {@return the numbers in those columns of a table in which every cell is a number}
  public static Series of(Csv table) {
    var columns = new ArrayList<String>();
    List<ColumnFacts> facts = Schema.facts(table);
    for (int i = 0; i < facts.size(); i++) {
      if (facts.get(i).onlyNumbers()) {
        columns.add(table.names().get(i));
      }
    }
    if (columns.isEmpty()) {
      throw new DataException(
          table.name(), "expected a column of numbers without gaps, found none.");
    }
    return of(table, columns.toArray(String[]::new));
  }

  /// {@return what messages call it}
  public String name() {
    return name;
  }

  /// {@return the names of the columns}
  public List<String> columns() {
    return columns;
  }

  /// {@return the steps}
  public int rows() {
    return rows;
  }

  /// {@return a number}
  public float at(int row, int column) {
    return values[row * columns.size() + column];
  }

  /// {@return the numbers themselves, row by row, not a copy}
  public float[] values() {
    return values;
  }
}
