package lockstep.nn.data.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Row;

/// A table in a text file, as RFC 4180 has it: cells with delimiters, line ends or quotes in them
/// stand in quotes, and quotes within are written twice. Empty lines are skipped, every other has
/// as many cells as the first.
///
/// Where cells have no commas between them, a column may be of numbers such as `3,14`: if all its
/// known cells are, they are handed out as `3.14`. Thousands that are grouped, as in `1.234,5`, are
/// no numbers.
///
/// {@snippet :
/// Csv table = Csv.read(Path.of("iris.csv"));
/// table.row(0);       // Row[cells=[5.1, 3.5, 1.4, 0.2, Iris-setosa]]
/// table.origin(0);    // iris.csv:1
/// }
public final class Csv {

  /// A table of more is none: some other file, or the wrong delimiter.
  private static final int MOST_COLUMNS = 100_000;

  private final Utf8File file;
  private final char delimiter;
  private final CsvScanner scanner;
  private final int[] starts;
  private final boolean headed;
  private final List<String> names;
  private final List<DecimalMarks.Found> marks;

  private Csv(Utf8File file, CsvForm form) {
    this.file = file;
    this.delimiter =
        form.delimiter() == CsvForm.DETECT ? CsvDetection.delimiter(file) : form.delimiter();
    this.scanner = new CsvScanner(file, delimiter);
    this.starts = starts();
    List<String> first = cells(0);
    this.headed =
        switch (form.header()) {
          case PRESENT -> true;
          case ABSENT -> false;
          case DETECT -> CsvDetection.header(delimiter, first, sample());
        };
    this.names = names(headed ? first : first.stream().map(_ -> "").toList());
    this.marks =
        delimiter == ',' || size() == 0
            ? DecimalMarks.points(first.size())
            : DecimalMarks.of(file, scanner, starts[record(0)], first.size());
  }

  /// {@return the table in a file, whose form is found out}
  ///
  /// @throws DataException if it cannot be read, is not UTF-8, or is no table
  public static Csv read(Path file) {
    return read(file, CsvForm.detect());
  }

  /// {@return the table in a file of that form}
  public static Csv read(Path file, CsvForm form) {
    return of(Utf8File.read(file), form);
  }

  /// {@return the table in a file of that form}
  public static Csv of(Utf8File file, CsvForm form) {
    return new Csv(file, form);
  }

  /// {@return what messages call the file}
  public String name() {
    return file.name();
  }

  /// {@return the rows, the header not counted}
  public int size() {
    return headed ? starts.length - 1 : starts.length;
  }

  /// {@return the names of the columns, each different: those of the header, else `column 1` and so
  /// on}
  public List<String> names() {
    return names;
  }

  /// {@return whether the first row names the columns}
  public boolean headed() {
    return headed;
  }

  /// {@return what stands between cells}
  public char delimiter() {
    return delimiter;
  }

  /// {@return how the numbers of a column are spelled in the file; they are handed out with points}
  public DecimalMark mark(int column) {
    return marks.get(column).mark();
  }

  /// {@return why a column is one of texts though its cells look like numbers, as a part of a
  /// sentence; empty for all others}
  public Optional<String> doubt(int column) {
    return Optional.of(marks.get(column).doubt()).filter(doubt -> !doubt.isEmpty());
  }

  /// {@return the place of a column of that name}
  ///
  /// @throws DataException if there is none, naming those that there are
  public int column(String name) {
    int column = names.indexOf(name);
    if (column < 0) {
      throw new DataException(
          file.name(), "expected a column '" + name + "', found only " + names + ".");
    }
    return column;
  }

  /// {@return a row}
  public Row row(int index) {
    List<String> cells = cells(record(index));
    for (int column = 0; column < cells.size(); column++) {
      cells.set(column, mark(column).pointed(cells.get(column)));
    }
    return new Row(cells);
  }

  /// {@return one cell of a row}
  public String cell(int index, int column) {
    var picked = new Picked(column);
    scanner.record(starts[record(index)], picked);
    return mark(column).pointed(scanner.text(picked.from, picked.to, picked.doubled));
  }

  /// {@return where a row came from: `train.csv:12`}
  public String origin(int index) {
    return file.place(starts[record(index)]);
  }

  private int record(int index) {
    return headed ? index + 1 : index;
  }

  /// Counts before it keeps, so that the offsets take no more than their own place.
  private int[] starts() {
    int first = scanner.skipEmpty(file.start());
    if (first >= file.end()) {
      throw new DataException(file.name(), "expected a table, found an empty file.");
    }
    int width = scanner.width(first);
    if (width > MOST_COLUMNS) {
      throw new DataException(
          file.place(first),
          "expected at most "
              + MOST_COLUMNS
              + " columns, found "
              + width
              + ". Check that this is a table.");
    }
    int records = 0;
    var count = new CsvScanner.Count();
    for (int at = first; at < file.end(); records++) {
      count.cells = 0;
      int next = scanner.record(at, count);
      if (count.cells != width) {
        throw new DataException(
            file.place(at),
            "expected "
                + width
                + " cells as in line "
                + file.line(first)
                + ", found "
                + count.cells
                + ". Put cells that hold the delimiter "
                + (delimiter == '\t' ? "(a tab)" : delimiter)
                + " in quotes.");
      }
      at = scanner.skipEmpty(next);
    }
    int[] found = new int[records];
    for (int at = first, i = 0; i < records; i++) {
      found[i] = at;
      at = scanner.skipEmpty(scanner.record(at, count));
    }
    return found;
  }

  private List<String> cells(int record) {
    var cells = new ArrayList<String>();
    scanner.record(
        starts[record], (from, to, doubled) -> cells.add(scanner.text(from, to, doubled)));
    return cells;
  }

  private List<List<String>> sample() {
    return IntStream.range(1, CsvDetection.rows(starts.length)).mapToObj(this::cells).toList();
  }

  private static List<String> names(List<String> written) {
    var names = new ArrayList<String>();
    var times = new HashMap<String, Integer>();
    for (int column = 0; column < written.size(); column++) {
      String stripped = written.get(column).strip();
      String name = stripped.isEmpty() ? "column " + (column + 1) : stripped;
      int before = times.merge(name, 1, Integer::sum) - 1;
      names.add(before == 0 ? name : name + " of column " + (column + 1));
    }
    return List.copyOf(names);
  }

  /// Keeps where one cell is.
  private static final class Picked implements CsvScanner.Cells {
    private final int column;
    private int seen;
    private int from;
    private int to;
    private boolean doubled;

    Picked(int column) {
      this.column = column;
    }

    @Override
    public void cell(int from, int to, boolean doubled) {
      if (seen++ == column) {
        this.from = from;
        this.to = to;
        this.doubled = doubled;
      }
    }
  }
}
