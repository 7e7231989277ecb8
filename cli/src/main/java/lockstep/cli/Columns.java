package lockstep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A table that fits its terminal: where there is not enough room, one column is cut, and then the
/// last columns are left out.
final class Columns {

  private static final int LEAST = 16;
  private static final String GAP = "  ";

  private final List<Boolean> numbers;
  private final int flexible;
  private final int width;
  private final List<List<String>> rows = new ArrayList<>();

  /// @param flexible the column that may be cut
  /// @param width that of the terminal
  /// @param numbers which columns stand to the right
  Columns(int flexible, int width, Boolean... numbers) {
    this.flexible = flexible;
    this.width = width;
    this.numbers = List.of(numbers);
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  List<String> lines() {
    int shown = numbers.size();
    int[] widths = new int[shown];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    int needed = total(widths, shown);
    int least = Math.min(LEAST, widths[flexible]);
    widths[flexible] = Math.max(least, widths[flexible] - Math.max(0, needed - width));
    while (shown > 1 && total(widths, shown) > width) {
      shown--;
    }
    int last = shown;
    return rows.stream().map(row -> line(row, widths, last)).toList();
  }

  private static int total(int[] widths, int shown) {
    return IntStream.range(0, shown).map(i -> widths[i]).sum() + GAP.length() * (shown - 1);
  }

  private String line(List<String> row, int[] widths, int shown) {
    var line = new StringBuilder();
    for (int i = 0; i < Math.min(shown, row.size()); i++) {
      String cell = row.get(i);
      String cut = cell.length() <= widths[i] ? cell : cell.substring(0, widths[i] - 1) + "…";
      String space = " ".repeat(widths[i] - cut.length());
      line.append(i == 0 ? "" : GAP).append(numbers.get(i) ? space + cut : cut + space);
    }
    return line.toString().stripTrailing();
  }
}
