package lockstep.nn.data.table;

import java.util.OptionalDouble;
import lockstep.nn.data.DataException;
import lockstep.nn.data.file.Cell;
import lockstep.nn.data.file.DecimalMark;
import lockstep.nn.data.file.Quoted;

/// Cells as what their column is.
final class CellReader {

  private CellReader() {}

  /// The number in a cell by how training data spelled them, if it is one. Points are always
  /// understood: tables hand out theirs so, whatever their files have.
  static OptionalDouble number(DecimalMark mark, String cell) {
    OptionalDouble pointed = Cell.number(cell);
    return pointed.isEmpty() && mark == DecimalMark.COMMA ? mark.number(cell) : pointed;
  }

  /// The number in a cell, none where it is missing.
  static OptionalDouble number(Column.Quantity column, String cell) {
    OptionalDouble number = number(column.mark(), cell);
    if (number.isEmpty() && !Cell.missing(cell)) {
      throw new IllegalArgumentException(
          "column '"
              + column.name()
              + "': expected a number, found "
              + Quoted.of(cell)
              + ". Correct it, or leave it empty.");
    }
    return number;
  }

  static OptionalDouble number(Column.Quantity column, String cell, String origin) {
    try {
      return number(column, cell);
    } catch (IllegalArgumentException e) {
      throw new DataException(origin, String.valueOf(e.getMessage()), e);
    }
  }
}
