package lockstep.nn.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// Numbers as a drawing that scales: lines, dots and bars between two axes with good numbers, and
/// what each place stands for where a pointer rests.
///
/// {@snippet :
/// var points = List.of(new Mark.Point(1, 0.5, "first"), new Mark.Point(2, 0.2, "second"));
/// Markup figure =
///     Chart.of("Loss", new Axis("epoch", Axis.Scale.WHOLE), new Axis("", Axis.Scale.TENFOLD))
///         .with(new Mark.Line("trained", points, false))
///         .figure();
/// }
///
/// @param title what it shows
/// @param across from left to right
/// @param up from bottom to top
/// @param marks what is drawn, the first one at the back
public record Chart(String title, Axis across, Axis up, List<Mark> marks) {

  private static final int WIDTH = 360;
  private static final int HEIGHT = 220;
  private static final int TOP = 8;

  /// Where the upward axis has a name, it stands above the lines.
  private static final int NAMED_TOP = 22;

  private static final int BOTTOM = 34;
  private static final int RIGHT = 12;
  private static final double LETTER = 6.4;

  private static final int MARKED_POINTS = 40;
  private static final int MOST_TIPS = 80;
  private static final int MOST_POINTS = 720;

  /// Copies the marks.
  public Chart {
    marks = List.copyOf(marks);
  }

  /// {@return a chart without marks}
  public static Chart of(String title, Axis across, Axis up) {
    return new Chart(title, across, up, List.of());
  }

  /// {@return this chart with one more mark in front}
  public Chart with(Mark mark) {
    var more = new ArrayList<>(marks);
    more.add(mark);
    return new Chart(title, across, up, more);
  }

  /// {@return the drawing with its title and legend, as an HTML figure}
  public Markup figure() {
    var out = new Markup().open("figure", "class", "chart");
    out.open("figcaption").leaf("strong", title);
    for (int i = 0; i < marks.size(); i++) {
      if (!marks.get(i).title().isEmpty()) {
        legend(out, marks.get(i), colour(i));
      }
    }
    return out.close().add(svg()).close();
  }

  private static void legend(Markup out, Mark mark, String colour) {
    boolean isWide = mark instanceof Mark.Line || mark instanceof Mark.Diagonal;
    out.open("span", "class", "key");
    out.open(
        "svg",
        "viewBox",
        isWide ? "0 0 22 8" : "0 0 10 8",
        "class",
        isWide ? "wide" : "narrow",
        "aria-hidden",
        "true");
    switch (mark) {
      case Mark.Line(_, _, var stroke) ->
          out.empty("path", "class", style(stroke, colour), "d", "M1 4H21");
      case Mark.Dots _ -> out.empty("circle", "class", colour, "cx", "5", "cy", "4", "r", "3.4");
      case Mark.Bars _ ->
          out.empty(
              "rect", "class", "bar " + colour, "x", "0", "y", "0", "width", "10", "height", "8");
      case Mark.Diagonal _ -> out.empty("path", "class", "diagonal", "d", "M1 4H21");
      case Mark.Ring _ -> {
        // It has its word beside it.
      }
    }
    out.close().text(mark.title()).close();
  }

  private static String style(Mark.Stroke stroke, String colour) {
    return switch (stroke) {
      case WHOLE -> "line " + colour;
      case DASHED -> "line dashed " + colour;
      case FAINT -> "line faint c1";
    };
  }

  /// The first mark that has a colour of its own has the first.
  private String colour(int mark) {
    long before = marks.subList(0, mark).stream().filter(Chart::isColoured).count();
    return "c" + (1 + before % 3);
  }

  private static boolean isColoured(Mark mark) {
    return switch (mark) {
      case Mark.Line(_, _, var stroke) -> stroke != Mark.Stroke.FAINT;
      case Mark.Dots _, Mark.Bars _ -> true;
      case Mark.Diagonal _, Mark.Ring _ -> false;
    };
  }

  /// {@return the drawing alone, as SVG}
  public Markup svg() {
    return new Drawing().draw();
  }

  private static String digits(double place) {
    return String.format(Locale.ROOT, "%.1f", place).replaceFirst("\\.0$", "");
  }

  /// One drawing, with its places worked out.
  private final class Drawing {

    private final Axis.Ticks xs;
    private final Axis.Ticks ys;
    private final double left;
    private final int top;
    private final Markup out = new Markup();

    Drawing() {
      double[] x = marks.stream().flatMapToDouble(Drawing::alongOf).filter(this::usable).toArray();
      double[] y = marks.stream().flatMapToDouble(Drawing::upOf).filter(this::usable).toArray();
      top = up.label().isEmpty() ? TOP : NAMED_TOP;
      xs = ticks(ending(x), x, 6);
      ys = ticks(up, y, 4);
      int longest = ys.values().stream().mapToInt(each -> upText(each).length()).max().orElse(1);
      left = Math.max(26, 10 + LETTER * longest);
    }

    /// Lines reach from side to side; all else has air around it.
    private Axis ending(double... x) {
      boolean isLine = marks.stream().anyMatch(Mark.Line.class::isInstance);
      double low = DoubleStream.of(x).min().orElse(Double.NaN);
      double high = DoubleStream.of(x).max().orElse(Double.NaN);
      return isLine && high > low
          ? new Axis(
              across.label(),
              Double.isNaN(across.least()) ? low : across.least(),
              Double.isNaN(across.most()) ? high : across.most(),
              across.scale())
          : across;
    }

    private boolean usable(double value) {
      return Double.isFinite(value);
    }

    private Axis.Ticks ticks(Axis axis, double[] values, int about) {
      return axis.ticks(
          DoubleStream.of(values).min().orElse(Double.NaN),
          DoubleStream.of(values).max().orElse(Double.NaN),
          about);
    }

    private static DoubleStream alongOf(Mark mark) {
      return switch (mark) {
        case Mark.Line(_, var points, _) -> points.stream().mapToDouble(Mark.Point::x);
        case Mark.Dots(_, var points) -> points.stream().mapToDouble(Mark.Point::x);
        case Mark.Bars(_, var bars) ->
            bars.stream().flatMapToDouble(bar -> DoubleStream.of(bar.from(), bar.to()));
        case Mark.Ring(var at, _) -> DoubleStream.of(at.x());
        case Mark.Diagonal _ -> DoubleStream.empty();
      };
    }

    private static DoubleStream upOf(Mark mark) {
      return switch (mark) {
        case Mark.Line(_, var points, _) -> points.stream().mapToDouble(Mark.Point::y);
        case Mark.Dots(_, var points) -> points.stream().mapToDouble(Mark.Point::y);
        case Mark.Bars(_, var bars) ->
            DoubleStream.concat(DoubleStream.of(0), bars.stream().mapToDouble(Mark.Bar::height));
        case Mark.Ring(var at, _) -> DoubleStream.of(at.y());
        case Mark.Diagonal _ -> DoubleStream.empty();
      };
    }

    private String upText(double value) {
      return up.text(value, ys.apart());
    }

    private double x(double value) {
      return left + xs.place(value) * (WIDTH - RIGHT - left);
    }

    private double y(double value) {
      return HEIGHT - BOTTOM - ys.place(value) * (HEIGHT - BOTTOM - top);
    }

    Markup draw() {
      out.open(
          "svg",
          "class",
          "plot",
          "viewBox",
          "0 0 " + WIDTH + " " + HEIGHT,
          "role",
          "img",
          "aria-label",
          spoken());
      axes();
      for (int i = 0; i < marks.size(); i++) {
        mark(marks.get(i), colour(i));
      }
      return out.close();
    }

    /// What a reader who does not see it is told.
    private String spoken() {
      String lines =
          marks.stream()
              .filter(Mark.Line.class::isInstance)
              .map(Mark.Line.class::cast)
              .filter(line -> !line.points().isEmpty())
              .map(line ->
                  line.name()
                      + " from "
                      + Numerals.number(line.points().getFirst().y())
                      + " to "
                      + Numerals.number(line.points().getLast().y()))
              .collect(Collectors.joining("; "));
      return title + (lines.isEmpty() ? "" : ": " + lines) + ", by " + across.label();
    }

    private void axes() {
      out.open("g", "class", "axes");
      for (double value : ys.values()) {
        String at = digits(y(value));
        out.empty(
            "path", "class", "grid", "d", "M" + digits(left) + " " + at + "H" + (WIDTH - RIGHT));
        out.leaf(
            "text",
            upText(value),
            "x",
            digits(left - 6),
            "y",
            digits(y(value) + 3.8),
            "text-anchor",
            "end");
      }
      double bottom = HEIGHT - BOTTOM;
      out.empty(
          "path",
          "class",
          "base",
          "d",
          "M" + digits(left) + " " + digits(bottom) + "H" + (WIDTH - RIGHT));
      for (double value : xs.values()) {
        out.empty(
            "path", "class", "base", "d", "M" + digits(x(value)) + " " + digits(bottom) + "v3");
        out.leaf(
            "text",
            across.text(value, xs.apart()),
            "x",
            digits(x(value)),
            "y",
            digits(bottom + 15),
            "text-anchor",
            "middle");
      }
      out.leaf(
          "text",
          across.label(),
          "class",
          "name",
          "x",
          digits((left + WIDTH - RIGHT) / 2),
          "y",
          digits(HEIGHT - 4),
          "text-anchor",
          "middle");
      if (!up.label().isEmpty()) {
        out.leaf("text", up.label(), "class", "name", "x", "2", "y", "10");
      }
      out.close();
    }

    private void mark(Mark mark, String colour) {
      switch (mark) {
        case Mark.Line line -> line(line, colour);
        case Mark.Dots(_, var points) -> {
          out.open("g", "class", "dots " + colour);
          points.forEach(point -> circle(point, "dot", points.size() > 300 ? 1.8 : 2.6));
          out.close();
        }
        case Mark.Bars(_, var bars) -> bars(bars, colour);
        case Mark.Diagonal _ -> diagonal();
        case Mark.Ring(var at, var word) -> ring(at, word);
      }
    }

    private void line(Mark.Line line, String colour) {
      List<Mark.Point> points = thinned(line.points(), MOST_POINTS);
      var path = new StringBuilder();
      boolean isBroken = true;
      for (Mark.Point point : points) {
        if (!Double.isFinite(point.y()) || (ys.isTenfold() && point.y() <= 0)) {
          isBroken = true;
          continue;
        }
        path.append(isBroken ? "M" : "L").append(digits(x(point.x()))).append(' ');
        path.append(digits(y(point.y())));
        isBroken = false;
      }
      out.open("g", "class", colour);
      if (!path.isEmpty()) {
        out.empty("path", "class", style(line.stroke(), colour), "d", path.toString());
      }
      if (points.size() <= MARKED_POINTS && line.stroke() != Mark.Stroke.FAINT) {
        points.forEach(point -> circle(point, "dot", points.size() > 20 ? 1.8 : 2.6));
      }
      thinned(points, MOST_TIPS).stream()
          .filter(point -> !point.tip().isEmpty())
          .forEach(point -> circle(point, "tip", 8));
      out.close();
    }

    private void circle(Mark.Point point, String style, double radius) {
      if (!Double.isFinite(point.y()) || (ys.isTenfold() && point.y() <= 0)) {
        return;
      }
      out.open(
          "circle",
          "class",
          style,
          "cx",
          digits(x(point.x())),
          "cy",
          digits(y(point.y())),
          "r",
          digits(radius));
      if (!point.tip().isEmpty()) {
        out.leaf("title", point.tip());
      }
      out.close();
    }

    private static List<Mark.Point> thinned(List<Mark.Point> points, int most) {
      int every = (points.size() + most - 1) / most;
      return every <= 1
          ? points
          : Stream.iterate(0, i -> i < points.size(), i -> i + every).map(points::get).toList();
    }

    private void bars(List<Mark.Bar> bars, String colour) {
      for (Mark.Bar bar : bars) {
        double from = x(bar.from()) + 0.6;
        double to = x(bar.to()) - 0.6;
        double height = Math.max(0, y(0) - y(bar.height()));
        out.open(
            "rect",
            "class",
            "bar " + colour + (bar.doubtful() ? " hollow" : ""),
            "x",
            digits(from),
            "y",
            digits(y(0) - height),
            "width",
            digits(Math.max(0.5, to - from)),
            "height",
            digits(height));
        out.leaf("title", bar.tip()).close();
      }
    }

    private void diagonal() {
      double from = Math.max(xs.least(), ys.least());
      double to = Math.min(xs.most(), ys.most());
      if (to > from) {
        out.empty(
            "path",
            "class",
            "diagonal",
            "d",
            "M%s %sL%s %s"
                .formatted(digits(x(from)), digits(y(from)), digits(x(to)), digits(y(to))));
      }
    }

    private void ring(Mark.Point at, String word) {
      if (!Double.isFinite(at.y())) {
        return;
      }
      double x = x(at.x());
      double y = y(at.y());
      boolean isLate = x > WIDTH * 0.75;
      boolean isLow = y > HEIGHT - BOTTOM - 24;
      out.empty(
          "circle", "class", "ring", "cx", digits(x), "cy", digits(y), "r", "5.5", "fill", "none");
      out.leaf(
          "text",
          word,
          "class",
          "word",
          "x",
          digits(isLate ? x + 4 : x - 4),
          "y",
          digits(isLow ? y - 10 : y + 18),
          "text-anchor",
          isLate ? "end" : "start");
    }
  }
}
