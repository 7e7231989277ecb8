package lockstep.nn.data.file;

import java.util.regex.Pattern;

/// What a cell tells of the decimal mark.
enum CellKind {
  /// Nothing: it is missing, or a number without a mark.
  EITHER(1),
  /// A number such as `3,14`, in which no thousands are grouped.
  COMMA(2),
  /// A number such as `3.14`.
  POINT(4),
  /// Such as `1,234`, which is a number either way.
  GROUPED_COMMA(8),
  /// Such as `1.234`.
  GROUPED_POINT(16),
  /// A number whose thousands are grouped for sure, such as `1.234,5` or `1 234`.
  THOUSANDS(32),
  /// No number.
  TEXT(64);

  private static final int GROUP = 3;

  private static final Pattern GROUPS =
      Pattern.compile("[+-]?[0-9]{1,3}([., '\u00A0\u2019\u202F][0-9]{3})+([.,][0-9]*)?");

  /// As many digits a float holds for sure, whatever they are.
  private static final int SAFE = 38;

  private final int bit;

  CellKind(int bit) {
    this.bit = bit;
  }

  /// What the bytes of a cell tell. Numbers are most of a table: they take no memory.
  static CellKind of(Utf8File file, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && file.at(start) == ' ') {
      start++;
    }
    while (start < end && file.at(end - 1) == ' ') {
      end--;
    }
    boolean signed = start < end && (file.at(start) == '-' || file.at(start) == '+');
    int first = signed ? start + 1 : start;
    int whole = digits(file, first, end);
    if (whole == end && whole > first && whole - first <= SAFE) {
      return EITHER;
    }
    byte mark = whole < end ? file.at(whole) : 0;
    boolean marked = mark == ',' || mark == '.';
    int digits = end - first - 1;
    if (!marked || digits(file, whole + 1, end) < end || digits == 0 || digits > SAFE) {
      return of(file.text(from, to));
    }
    boolean grouped =
        whole > first
            && whole <= first + GROUP
            && file.at(first) != '0'
            && end == whole + 1 + GROUP;
    if (mark == ',') {
      return grouped ? GROUPED_COMMA : COMMA;
    }
    return grouped ? GROUPED_POINT : POINT;
  }

  private static int digits(Utf8File file, int from, int end) {
    int at = from;
    while (at < end && file.at(at) >= '0' && file.at(at) <= '9') {
      at++;
    }
    return at;
  }

  /// What is no plain number: missing, with an exponent, or a text.
  private static CellKind of(String cell) {
    String text = cell.strip();
    if (Cell.missing(text)) {
      return EITHER;
    }
    boolean comma = text.indexOf(',') >= 0;
    if ((comma ? DecimalMark.COMMA : DecimalMark.POINT).number(text).isEmpty()) {
      return GROUPS.matcher(text).matches() ? THOUSANDS : TEXT;
    }
    return comma ? COMMA : text.indexOf('.') >= 0 ? POINT : EITHER;
  }

  int bit() {
    return bit;
  }
}
