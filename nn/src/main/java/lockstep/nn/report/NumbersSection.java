package lockstep.nn.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Of quantities: what was said against what is true, how far off, and pieces of a series.
final class NumbersSection {

  private static final int LEAST_BINS = 8;
  private static final int MOST_BINS = 24;

  private NumbersSection() {}

  static void quantities(Body body, Findings.Quantities found) {
    Markup out = body.section("said", "Said and true");
    Body.charts(out, List.of(scatter(found.what(), found.pairs()), errors(found.pairs())));
    out.close();
    if (found.worst().isEmpty()) {
      return;
    }
    farthest(body.section("farthest", "Farthest off"), found.worst());
  }

  private static void farthest(Markup out, List<Findings.Measured> worst) {
    out.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String name : List.of("True", "Said", "Off by")) {
      out.leaf("th", name, "scope", "col", "class", "n");
    }
    ExampleCards.columns(worst.getFirst().shown())
        .forEach(name -> out.leaf("th", name, "scope", "col", "class", "data"));
    out.leaf("th", "Row", "scope", "col").close().close().open("tbody");
    for (Findings.Measured each : worst) {
      out.open("tr").leaf("td", Numerals.given(each.pair().truth()), "class", "n");
      out.leaf("td", Numerals.number(each.pair().said()), "class", "n");
      out.leaf("td", off(each.pair()), "class", "n");
      ExampleCards.values(out, each.shown());
      out.leaf("td", ExampleCards.line(each.origin()), "class", "soft line").close();
    }
    out.close().close().close().close();
  }

  private static String off(Findings.Pair pair) {
    double off = pair.said() - pair.truth();
    return (off > 0 ? "+" : "") + Numerals.number(off);
  }

  static void forecasts(Body body, Findings.Forecasts found) {
    if (!found.windows().isEmpty()) {
      Markup pieces = body.section("foretold", "What it foretells");
      Body.hint(
          pieces,
          "Held-out pieces from the beginning to the end, not chosen by how well they are"
              + " foretold.");
      Body.charts(
          pieces, found.windows().stream().map(each -> window(found.what(), each)).toList());
      pieces.close();
    }
    Markup out = body.section("errors", "How far off");
    var charts = new ArrayList<Chart>();
    if (found.ahead().size() > 1) {
      charts.add(ahead(found.ahead()));
    }
    charts.add(scatter(found.what(), found.pairs()));
    charts.add(errors(found.pairs()));
    Body.charts(out, charts);
    out.close();
  }

  private static Chart window(String what, Findings.Window window) {
    int seen = window.before().size();
    List<Mark.Point> before = points(window.before(), 1 - seen, "seen");
    // What came goes on from what was seen.
    var truth = new ArrayList<>(List.of(before.getLast()));
    truth.addAll(points(window.truth(), 1, "true"));
    return Chart.of(
            window.origin(),
            new Axis("steps from now", Axis.Scale.WHOLE),
            new Axis(what, Axis.Scale.NUMBERS))
        .with(new Mark.Line("true", joined(before, truth), Mark.Stroke.WHOLE))
        .with(new Mark.Line("foretold", points(window.said(), 1, "foretold"), Mark.Stroke.DASHED));
  }

  private static List<Mark.Point> joined(List<Mark.Point> before, List<Mark.Point> after) {
    var all = new ArrayList<>(before.subList(0, before.size() - 1));
    all.addAll(after);
    return all;
  }

  private static List<Mark.Point> points(List<Double> values, int first, String what) {
    return IntStream.range(0, values.size())
        .mapToObj(i ->
            new Mark.Point(
                first + i,
                values.get(i),
                "step " + (first + i) + ", " + what + ": " + Numerals.number(values.get(i))))
        .toList();
  }

  private static Chart ahead(List<Double> errors) {
    List<Mark.Point> points =
        IntStream.range(0, errors.size())
            .mapToObj(i ->
                new Mark.Point(
                    i + 1,
                    errors.get(i),
                    (i + 1) + " steps ahead: " + Numerals.number(errors.get(i))))
            .toList();
    return Chart.of(
            "Error by steps ahead",
            new Axis("steps ahead", Axis.Scale.WHOLE),
            new Axis("root mean squared error", 0, Double.NaN, Axis.Scale.NUMBERS))
        .with(new Mark.Line("", points, Mark.Stroke.WHOLE));
  }

  private static Chart scatter(String what, List<Findings.Pair> pairs) {
    double low = ends(pairs).min().orElse(0);
    double high = ends(pairs).max().orElse(1);
    Axis both = Axis.good("", low, high);
    List<Mark.Point> points =
        pairs.stream()
            .map(pair ->
                new Mark.Point(
                    pair.truth(),
                    pair.said(),
                    "true "
                        + Numerals.number(pair.truth())
                        + ", said "
                        + Numerals.number(pair.said())))
            .toList();
    return Chart.of("Said against true", both.named("true " + what), both.named("said"))
        .with(new Mark.Dots("held-out samples", points))
        .with(new Mark.Diagonal("exactly right"));
  }

  private static DoubleStream ends(List<Findings.Pair> pairs) {
    return pairs.stream().flatMapToDouble(pair -> DoubleStream.of(pair.truth(), pair.said()));
  }

  private static Chart errors(List<Findings.Pair> pairs) {
    double[] off = pairs.stream().mapToDouble(pair -> pair.said() - pair.truth()).toArray();
    double low = DoubleStream.of(off).min().orElse(-1);
    double high = DoubleStream.of(off).max().orElse(1);
    int bins = Math.clamp(Math.round(2 * StrictMath.cbrt(off.length)), LEAST_BINS, MOST_BINS);
    Axis.Ticks edges = new Axis("", Axis.Scale.NUMBERS).ticks(low, high, bins);
    List<Double> values = edges.values();
    int[] counts = new int[Math.max(1, values.size() - 1)];
    for (double each : off) {
      int bin = (int) Math.floor((each - values.getFirst()) / edges.apart());
      counts[Math.clamp(bin, 0, counts.length - 1)]++;
    }
    List<Mark.Bar> bars =
        IntStream.range(0, counts.length)
            .mapToObj(i ->
                new Mark.Bar(
                    values.get(i),
                    values.get(i) + edges.apart(),
                    counts[i],
                    Numerals.number(values.get(i))
                        + " to "
                        + Numerals.number(values.get(i) + edges.apart())
                        + " off: "
                        + Numerals.count(counts[i]),
                    false))
            .toList();
    return Chart.of(
            "How far off",
            new Axis("said − true", Axis.Scale.NUMBERS),
            new Axis("samples", 0, Double.NaN, Axis.Scale.WHOLE))
        .with(new Mark.Bars("", bars));
  }
}
