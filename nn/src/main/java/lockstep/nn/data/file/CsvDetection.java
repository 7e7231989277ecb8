package lockstep.nn.data.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lockstep.nn.data.DataException;

/// Finds out how a CSV file is written, from its first records.
final class CsvDetection {

  private static final char[] DELIMITERS = {',', ';', '\t', '|'};
  private static final int RECORDS = 100;
  private static final int LONGEST_NAME = 80;

  private CsvDetection() {}

  /// The one by which most records have as many cells as the first, then the one with more cells.
  static char delimiter(Utf8File file) {
    char best = DELIMITERS[0];
    double bestAgreeing = 0;
    int bestWidth = 1;
    for (char delimiter : DELIMITERS) {
      var scanner = new CsvScanner(file, delimiter);
      int first = scanner.skipEmpty(file.start());
      int width = widthOrNone(scanner, first);
      if (width > 1) {
        double agreeing = agreeing(file, scanner, first, width);
        if (agreeing > bestAgreeing || (agreeing == bestAgreeing && width > bestWidth)) {
          best = delimiter;
          bestAgreeing = agreeing;
          bestWidth = width;
        }
      }
    }
    return best == ',' ? betterThanCommas(file, bestAgreeing) : best;
  }

  /// Without a header, rows such as `3,14;2,5` have as many cells by their commas: these are
  /// decimal if by another delimiter no row is worse, and every cell with a comma is a number.
  private static char betterThanCommas(Utf8File file, double agreeing) {
    for (char delimiter : DELIMITERS) {
      var scanner = new CsvScanner(file, delimiter);
      int first = scanner.skipEmpty(file.start());
      int width = delimiter == ',' ? 0 : widthOrNone(scanner, first);
      if (width > 1
          && agreeing(file, scanner, first, width) >= agreeing
          && hasDecimalCommas(file, scanner, first)) {
        return delimiter;
      }
    }
    return ',';
  }

  private static boolean hasDecimalCommas(Utf8File file, CsvScanner scanner, int first) {
    var commas = new ArrayList<String>();
    int at = first;
    for (int record = 0; at < file.end() && record < RECORDS; record++) {
      at =
          scanner.skipEmpty(
              scanner.record(
                  at,
                  (from, to, doubled) -> {
                    String cell = scanner.text(from, to, doubled);
                    if (cell.indexOf(',') >= 0) {
                      commas.add(cell);
                    }
                  }));
    }
    return !commas.isEmpty()
        && commas.stream().allMatch(cell -> DecimalMark.COMMA.number(cell).isPresent());
  }

  private static double agreeing(Utf8File file, CsvScanner scanner, int first, int width) {
    int records = 0;
    int agreeing = 0;
    int at = first;
    var count = new CsvScanner.Count();
    try {
      while (at < file.end() && records < RECORDS) {
        records++;
        count.cells = 0;
        at = scanner.skipEmpty(scanner.record(at, count));
        agreeing += count.cells == width ? 1 : 0;
      }
    } catch (DataException _) {
      // By this delimiter the quotes make no sense: that record agrees with nothing.
    }
    return records == 0 ? 0 : (double) agreeing / records;
  }

  private static int widthOrNone(CsvScanner scanner, int first) {
    try {
      return scanner.width(first);
    } catch (DataException _) {
      return 0; // The file may still be right by another delimiter; if not, reading it says why.
    }
  }

  /// A first row names columns if all its cells are different short texts and no numbers, and below
  /// it some column has numbers, or repeats texts that are not its name.
  static boolean header(char delimiter, List<String> first, List<List<String>> following) {
    if (following.isEmpty() || !couldBeNames(delimiter, first)) {
      return false;
    }
    boolean telling = false;
    for (int column = 0; column < first.size(); column++) {
      Set<String> seen = new HashSet<>();
      var known = new ArrayList<String>();
      for (List<String> row : following) {
        String cell = row.get(column).strip();
        if (!Cell.missing(cell)) {
          known.add(cell);
          seen.add(cell);
        }
      }
      if (seen.contains(first.get(column).strip())) {
        return false;
      }
      boolean numbers =
          !known.isEmpty() && known.stream().allMatch(cell -> isNumber(delimiter, cell));
      telling |= numbers || seen.size() < known.size();
    }
    return telling;
  }

  private static boolean isNumber(char delimiter, String cell) {
    return Cell.number(cell).isPresent()
        || (delimiter != ',' && DecimalMark.COMMA.number(cell).isPresent());
  }

  private static boolean couldBeNames(char delimiter, List<String> cells) {
    return new HashSet<>(cells).size() == cells.size()
        && cells.stream().allMatch(cell -> cell.length() <= LONGEST_NAME)
        && cells.stream().noneMatch(cell -> isNumber(delimiter, cell))
        && cells.stream().anyMatch(cell -> !Cell.missing(cell));
  }

  /// How many rows tell enough.
  static int rows(int size) {
    return Math.min(size, RECORDS);
  }
}
