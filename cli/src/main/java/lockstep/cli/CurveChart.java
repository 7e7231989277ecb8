package lockstep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import lockstep.cli.progress.Words;
import lockstep.nn.train.RateFinder;

/// A loss over learning rates, drawn with characters: bars as high as the loss, rates from left to
/// right, all orders of magnitude as wide.
///
/// @param found what is drawn
/// @param columns how wide it may be
/// @param unicode whether eighths of a bar can be shown
record CurveChart(RateFinder.Found found, int columns, boolean unicode) {

  private static final String EIGHTHS = " ▁▂▃▄▅▆▇█";
  private static final int ROWS = 8;
  private static final int MOST_COLUMNS = 64;
  private static final int LEAST_COLUMNS = 10;

  /// What is far above the loss of small rates tells nothing more.
  private static final double HIGHEST = 1.25;

  List<String> lines() {
    List<RateFinder.Point> points = found.points();
    double least = points.stream().mapToDouble(RateFinder.Point::loss).min().orElse(0);
    double first = points.getFirst().loss();
    double most =
        Math.min(
            points.stream().mapToDouble(RateFinder.Point::loss).max().orElse(1),
            Math.max(first, first + (first - least) * (HIGHEST - 1)));
    double floor = least - (most - least) / ROWS;
    int label = Math.max(Words.number(most).length(), Words.number(least).length());
    int width = Math.clamp(columns - label - 3L, LEAST_COLUMNS, MOST_COLUMNS);
    var lines = new ArrayList<String>();
    for (int row = ROWS - 1; row >= 0; row--) {
      String said = row == ROWS - 1 ? Words.number(most) : row == 1 ? Words.number(least) : "";
      var line = new StringBuilder(pad(said, label)).append(unicode ? " │" : " |");
      for (int column = 0; column < width; column++) {
        double share = (Math.min(most, lossAt(column, width)) - floor) / (most - floor);
        line.append(cell(share * ROWS - row));
      }
      lines.add(line.toString().stripTrailing());
    }
    lines.add(" ".repeat(label) + (unicode ? " └" + "─".repeat(width) : " +" + "-".repeat(width)));
    lines.add(rates(label + 2, width));
    lines.add(" ".repeat(label + 2 + place(found.suggestion(), width)) + (unicode ? "↑" : "^"));
    return lines;
  }

  private static String pad(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }

  private char cell(double filled) {
    if (unicode) {
      return EIGHTHS.charAt(Math.clamp(Math.round(filled * 8), 0, 8));
    }
    return filled >= 0.5 ? '#' : ' ';
  }

  private double lossAt(int column, int width) {
    List<RateFinder.Point> points = found.points();
    return points
        .get((int) Math.min(points.size() - 1L, (long) column * points.size() / width))
        .loss();
  }

  /// Where a rate is.
  private int place(double rate, int width) {
    double least = StrictMath.log(found.points().getFirst().rate());
    double most = StrictMath.log(found.points().getLast().rate());
    double at = (StrictMath.log(rate) - least) / Math.max(1e-9, most - least);
    return Math.clamp(Math.round(at * (width - 1)), 0, width - 1);
  }

  /// The powers of ten, as many as there is room for.
  private String rates(int from, int width) {
    double least = found.points().getFirst().rate();
    double most = found.points().getLast().rate();
    int first = (int) Math.ceil(StrictMath.log10(least) - 1e-6);
    int last = (int) Math.floor(StrictMath.log10(most) + 1e-6);
    var line = new StringBuilder(" ".repeat(from));
    for (int power : IntStream.rangeClosed(first, last).toArray()) {
      int at = from + place(StrictMath.pow(10, power), width);
      String text = String.format(Locale.ROOT, "1e%d", power);
      if (at >= line.length() && at + text.length() <= from + width) {
        line.append(" ".repeat(at - line.length())).append(text).append(' ');
      }
    }
    return line.toString().stripTrailing();
  }
}
