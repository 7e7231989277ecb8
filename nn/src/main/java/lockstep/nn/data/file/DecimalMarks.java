package lockstep.nn.data.file;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Finds out by which mark each column of a table spells its numbers.
///
/// A column has decimal commas if commas do not stand between cells, and all its known cells are
/// numbers by them. What groups thousands is not guessed: numbers that are all like `1,234` are
/// taken only where another column tells how the file is written.
final class DecimalMarks implements CsvScanner.Cells {

  private static final int BY_COMMA = CellKind.COMMA.bit() | CellKind.GROUPED_COMMA.bit();
  private static final int BY_POINT = CellKind.POINT.bit() | CellKind.GROUPED_POINT.bit();

  private static final int GROUPED = CellKind.THOUSANDS.bit();

  private final Utf8File file;

  /// Which kinds of cells each column has, and where the first of each mark is.
  private final byte[] kinds;

  private final int[] commas;
  private final int[] points;
  private final int[] thousands;
  private int column;

  private DecimalMarks(Utf8File file, int columns) {
    this.file = file;
    kinds = new byte[columns];
    commas = new int[columns];
    points = new int[columns];
    thousands = new int[columns];
  }

  /// What was found of a column.
  ///
  /// @param mark how its numbers are spelled; `POINT` where there is no telling
  /// @param doubt why it is a column of texts though its cells look like numbers; else empty
  record Found(DecimalMark mark, String doubt) {
    static final Found POINT = new Found(DecimalMark.POINT, "");
    static final Found COMMA = new Found(DecimalMark.COMMA, "");
  }

  /// All by points, as in tables with commas between cells.
  static List<Found> points(int columns) {
    return Collections.nCopies(columns, Found.POINT);
  }

  /// What the rows from an offset on tell.
  static List<Found> of(Utf8File file, CsvScanner scanner, int first, int columns) {
    var marks = new DecimalMarks(file, columns);
    for (int at = first; at < file.end(); ) {
      marks.column = 0;
      at = scanner.skipEmpty(scanner.record(at, marks));
    }
    boolean commas = marks.isSure(CellKind.COMMA, BY_POINT);
    boolean points = marks.isSure(CellKind.POINT, BY_COMMA);
    return IntStream.range(0, columns)
        .mapToObj(column -> marks.found(column, commas, points))
        .toList();
  }

  @Override
  public void cell(int from, int to, boolean doubled) {
    int here = column++;
    if (!has(here, CellKind.TEXT.bit())) {
      int bit = CellKind.of(file, from, to).bit();
      if ((bit & BY_COMMA) != 0 && !has(here, BY_COMMA)) {
        commas[here] = from;
      }
      if ((bit & BY_POINT) != 0 && !has(here, BY_POINT)) {
        points[here] = from;
      }
      if ((bit & GROUPED) != 0 && !has(here, GROUPED)) {
        thousands[here] = from;
      }
      kinds[here] |= (byte) bit;
    }
  }

  private boolean has(int column, int bits) {
    return (kinds[column] & bits) != 0;
  }

  /// Whether some column has numbers of a kind that leaves no doubt, and none by the other mark.
  private boolean isSure(CellKind kind, int other) {
    return IntStream.range(0, kinds.length)
        .anyMatch(
            each -> has(each, kind.bit()) && !has(each, other | GROUPED | CellKind.TEXT.bit()));
  }

  /// @param sureCommas whether some column has decimal commas without doubt
  /// @param surePoints whether some has points
  private Found found(int column, boolean sureCommas, boolean surePoints) {
    boolean byComma = has(column, BY_COMMA);
    boolean byPoint = has(column, BY_POINT);
    if (has(column, CellKind.TEXT.bit()) || !has(column, BY_COMMA | BY_POINT | GROUPED)) {
      return Found.POINT;
    }
    if (has(column, GROUPED)) {
      return new Found(DecimalMark.POINT, shown(thousands[column]) + " has grouped thousands");
    }
    if (byComma && byPoint) {
      return new Found(
          DecimalMark.POINT,
          "some of its numbers have a comma, as "
              + shown(commas[column])
              + ", others a point, as "
              + shown(points[column]));
    }
    if (byComma) {
      boolean sure = has(column, CellKind.COMMA.bit()) || (sureCommas && !surePoints);
      return sure ? Found.COMMA : new Found(DecimalMark.POINT, either(commas[column]));
    }
    boolean sure = has(column, CellKind.POINT.bit()) || !sureCommas;
    return sure ? Found.POINT : new Found(DecimalMark.POINT, either(points[column]));
  }

  private String either(int from) {
    String cell = text(from);
    return shown(from) + " may be " + cell.replace(',', '.') + " or " + cell.replaceAll("[.,]", "");
  }

  private String shown(int from) {
    return "'" + text(from) + "' at " + file.place(from);
  }

  /// The number whose cell begins there: it ends where no such character follows.
  private String text(int from) {
    int to = from;
    while (to < file.end() && isOfNumber(to)) {
      to++;
    }
    return file.text(from, to).strip();
  }

  /// Bytes below 0 are those of characters beyond ASCII, such as narrow spaces.
  private boolean isOfNumber(int offset) {
    byte at = file.at(offset);
    return at < 0 || "0123456789+-.,eE '".indexOf(at) >= 0;
  }
}
