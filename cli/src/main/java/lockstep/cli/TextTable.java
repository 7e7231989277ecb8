package lockstep.cli;

import java.util.ArrayList;
import java.util.List;

/// A table that keeps to a width: columns for which there is no room come below, after the first
/// column again.
///
/// @param header the names of the columns
/// @param rows as many cells each
record TextTable(List<String> header, List<List<String>> rows) {

  private static final int GAP = 2;
  private static final int WIDEST = 32;

  TextTable {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /// The lines; those of a header come first in each block, and an empty one lies between blocks.
  ///
  /// @param header whether it is one
  record Line(boolean header, String text) {}

  List<Line> lines(int width) {
    int first = Math.min(widthOf(0), Math.max(8, width / 2 - GAP));
    var lines = new ArrayList<Line>();
    int from = 1;
    while (from < header.size()) {
      int to = from + 1;
      int used = first + GAP + Math.min(widthOf(from), width - first - GAP);
      while (to < header.size() && used + GAP + widthOf(to) <= width) {
        used += GAP + widthOf(to);
        to++;
      }
      if (!lines.isEmpty()) {
        lines.add(new Line(false, ""));
      }
      lines.add(new Line(true, line(header, first, from, to, width)));
      for (List<String> row : rows) {
        lines.add(new Line(false, line(row, first, from, to, width)));
      }
      from = to;
    }
    return lines;
  }

  private int widthOf(int column) {
    int widest = header.get(column).length();
    for (List<String> row : rows) {
      widest = Math.max(widest, row.get(column).length());
    }
    return Math.min(widest, WIDEST);
  }

  private String line(List<String> cells, int first, int from, int to, int width) {
    var line = new StringBuilder(pad(cells.getFirst(), first));
    for (int column = from; column < to; column++) {
      int room = Math.max(1, Math.min(widthOf(column), width - first - GAP));
      line.repeat(' ', GAP).append(pad(cells.get(column), room));
    }
    return line.toString().stripTrailing();
  }

  private static String pad(String cell, int width) {
    String cut = cell.length() <= width ? cell : cell.substring(0, width - 1) + "…";
    return cut + " ".repeat(width - cut.length());
  }
}
