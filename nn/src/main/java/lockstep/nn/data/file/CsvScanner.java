package lockstep.nn.data.file;

import lockstep.nn.data.DataException;

/// Finds records and their cells. All that matters to the format is ASCII, so bytes will do.
final class CsvScanner {

  private final Utf8File file;
  private final char delimiter;

  CsvScanner(Utf8File file, char delimiter) {
    this.file = file;
    this.delimiter = delimiter;
  }

  /// Takes the cells of a record, one after the other.
  @FunctionalInterface
  interface Cells {

    /// Takes one.
    ///
    /// @param doubled whether quotes within are written twice
    void cell(int from, int to, boolean doubled);
  }

  /// {@return the offset of the first line from `offset` on that is not empty, or the end}
  int skipEmpty(int offset) {
    int at = offset;
    while (at < file.end() && file.endsLine(at)) {
      at++;
    }
    return at;
  }

  /// Reads the record at an offset.
  ///
  /// @return the offset after it
  int record(int start, Cells cells) {
    int at = start;
    while (true) {
      at = at < file.end() && file.at(at) == '"' ? quoted(at, cells) : plain(at, cells);
      if (at >= file.end()) {
        return at;
      }
      if (file.at(at) != delimiter) {
        return file.afterLineEnd(at);
      }
      at++;
    }
  }

  /// {@return how many cells the record at an offset has}
  int width(int start) {
    var count = new Count();
    record(start, count);
    return count.cells;
  }

  /// {@return a cell's text}
  String text(int from, int to, boolean doubled) {
    String text = file.text(from, to);
    return doubled ? text.replace("\"\"", "\"") : text;
  }

  private int plain(int start, Cells cells) {
    int at = start;
    while (at < file.end() && file.at(at) != delimiter && !file.endsLine(at)) {
      at++;
    }
    cells.cell(start, at, false);
    return at;
  }

  private int quoted(int start, Cells cells) {
    boolean doubled = false;
    int at = start + 1;
    while (at < file.end()) {
      if (file.at(at) != '"') {
        at++;
      } else if (at + 1 < file.end() && file.at(at + 1) == '"') {
        doubled = true;
        at += 2;
      } else {
        cells.cell(start + 1, at, doubled);
        return afterQuote(at + 1);
      }
    }
    throw new DataException(
        file.place(start),
        "expected a closing quote for the cell that begins here, found the end of the file."
            + " Close it, or write quotes within a quoted cell twice.");
  }

  private int afterQuote(int at) {
    if (at < file.end() && file.at(at) != delimiter && !file.endsLine(at)) {
      throw new DataException(
          file.place(at),
          "expected a delimiter or a new line after a closing quote, found another character."
              + " Write quotes within a quoted cell twice.");
    }
    return at;
  }

  /// Counts.
  static final class Count implements Cells {
    int cells;

    @Override
    public void cell(int from, int to, boolean doubled) {
      cells++;
    }
  }
}
