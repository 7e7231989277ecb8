package lockstep.nn.data.file;

import java.util.OptionalDouble;

/// What stands before the fraction of a number.
public enum DecimalMark {
  /// As in `3.14`.
  POINT,
  /// As in `3,14`, in tables that have no commas between cells.
  COMMA;

  /// {@return the number that a cell spells by this mark; empty for anything else}
  ///
  /// @see Cell#number
  public OptionalDouble number(String cell) {
    return switch (this) {
      case POINT -> Cell.number(cell);
      case COMMA -> cell.indexOf('.') >= 0 ? OptionalDouble.empty() : Cell.number(pointed(cell));
    };
  }

  /// {@return a number as it is with a point for its mark}
  public String pointed(String number) {
    return switch (this) {
      case POINT -> number;
      case COMMA -> number.replace(',', '.');
    };
  }
}
