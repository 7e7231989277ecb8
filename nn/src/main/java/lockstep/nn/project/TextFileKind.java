package lockstep.nn.project;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import lockstep.nn.data.DataException;
import lockstep.nn.data.file.Cell;
import lockstep.nn.data.file.Csv;
import lockstep.nn.data.file.Utf8File;

/// What a text file is: a table, a series, labelled texts or plain text.
final class TextFileKind {

  private static final int ROWS = 300;
  private static final int START = 1 << 12;
  private static final int MOST_TEXT_COLUMNS = 4;
  private static final double WORDS = 3;

  /// Of lines with a tab, so few begin differently where it is a label that stands before it.
  private static final double LABELS = 0.3;

  private static final Set<String> TIMES =
      Set.of("date", "time", "datetime", "timestamp", "ds", "year", "month", "day", "hour");

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}(-\\d{2}.*)?");

  private static final List<String> LABEL_NAMES =
      List.of("label", "category", "class", "sentiment", "intent", "target", "tag", "topic");

  private static final List<String> TEXT_NAMES =
      List.of("text", "sentence", "message", "review", "comment", "content", "tweet", "question");

  private TextFileKind() {}

  /// The columns of texts and of their classes.
  record TextColumns(String text, String label) {}

  static DataKind of(Path file) {
    requireText(file);
    String name = Place.nameOf(file).toLowerCase(Locale.ROOT);
    boolean declared = name.endsWith(".csv") || name.endsWith(".tsv");
    if (!declared && isTabbed(file)) {
      return DataKind.LABELLED_TEXT;
    }
    if (!declared && name.endsWith(".txt")) {
      return DataKind.TEXT;
    }
    Csv table;
    try {
      table = Csv.read(file);
    } catch (DataException e) {
      if (declared) {
        throw e;
      }
      return DataKind.TEXT;
    }
    if (table.names().size() < 2 && !declared) {
      return DataKind.TEXT;
    }
    if (textColumns(table, "").isPresent()) {
      return DataKind.LABELLED_TEXT;
    }
    return isSeries(table) ? DataKind.SERIES : DataKind.TABLE;
  }

  private static void requireText(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(START);
      if (start.length == 0) {
        throw new DataException(file.toString(), "expected data, found an empty file.");
      }
      for (byte each : start) {
        if (each == 0) {
          throw new DataException(
              file.toString(),
              "expected pictures, sounds, a table or text, found a file of another kind. Name its"
                  + " kind with --kind if it is one of "
                  + DataKind.all()
                  + ".");
        }
      }
    } catch (IOException e) {
      throw Place.unreadable(file, e);
    }
  }

  /// A label, a tab and a text in each line, and few labels.
  private static boolean isTabbed(Path file) {
    List<String> lines =
        Utf8File.read(file).text().lines().filter(l -> !l.isBlank()).limit(ROWS).toList();
    Set<String> labels = new HashSet<>();
    double words = 0;
    for (String line : lines) {
      int tab = line.indexOf('\t');
      if (tab < 1) {
        return false;
      }
      labels.add(line.substring(0, tab));
      words += line.substring(tab).strip().split("\\s+").length;
    }
    return lines.size() > 1
        && words / lines.size() >= WORDS
        && labels.size() <= Math.max(2, LABELS * lines.size());
  }

  /// A column of sentences and one of few different values, in a table of little else.
  ///
  /// @param label the label's column; empty to find it
  static Optional<TextColumns> textColumns(Csv table, String label) {
    List<String> names = table.names();
    if (names.size() < 2 || names.size() > MOST_TEXT_COLUMNS || table.size() == 0) {
      return Optional.empty();
    }
    int text = -1;
    int classes = label.isEmpty() ? -1 : table.column(label);
    for (int column = 0; column < names.size(); column++) {
      Looks looks = Looks.of(table, column);
      String name = names.get(column).toLowerCase(Locale.ROOT);
      boolean named = text >= 0 && TEXT_NAMES.contains(name);
      if (column != classes && looks.words >= WORDS && looks.varied && (text < 0 || named)) {
        text = column;
      } else if (label.isEmpty() && looks.few && (classes < 0 || LABEL_NAMES.contains(name))) {
        classes = column;
      }
    }
    return text < 0 || classes < 0
        ? Optional.empty()
        : Optional.of(new TextColumns(names.get(text), names.get(classes)));
  }

  /// What the first cells of a column are like.
  ///
  /// @param words the mean number
  /// @param varied whether most differ
  /// @param few whether they are few texts that come again
  private record Looks(double words, boolean varied, boolean few) {

    static Looks of(Csv table, int column) {
      int rows = Math.min(ROWS, table.size());
      Set<String> different = new HashSet<>();
      double words = 0;
      for (int i = 0; i < rows; i++) {
        // Rows of one class often stand together: look at all of the table.
        String cell = table.cell((int) ((long) i * table.size() / rows), column).strip();
        different.add(cell);
        words += cell.isEmpty() ? 0 : cell.split("\\s+").length;
      }
      return new Looks(
          words / rows, different.size() > rows / 2, different.size() <= Math.max(2, rows / 2));
    }
  }

  /// A first column of times in their order, and a last one of numbers.
  private static boolean isSeries(Csv table) {
    int last = table.names().size() - 1;
    boolean named = TIMES.contains(table.names().getFirst().toLowerCase(Locale.ROOT));
    String before = "";
    for (int i = 0; i < Math.min(ROWS, table.size()); i++) {
      String time = table.cell(i, 0).strip();
      boolean dated = DATE.matcher(time).matches() || (named && Cell.number(time).isPresent());
      if (!dated || time.compareTo(before) < 0 || Cell.number(table.cell(i, last)).isEmpty()) {
        return false;
      }
      before = time;
    }
    return last > 0 && table.size() > 0;
  }
}
