package lockstep.nn.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import lockstep.nn.metric.ClassScores;
import lockstep.nn.metric.Classification;
import lockstep.nn.metric.Confusion;
import lockstep.nn.metric.Mistake;
import lockstep.nn.metric.Reliability;
import lockstep.nn.metric.Score;

/// Of classes: what was taken for what, each class by itself, examples, and how sure the model is.
final class ClassesSection {

  private static final int MATRIX_CLASSES = 20;
  private static final int MISTAKES = 8;
  private static final int MANY_MISTAKES = 20;
  private static final int LISTED_CLASSES = 40;

  /// A share of fewer samples says little.
  private static final int FEW = 10;

  private static final int SHADES = 10;
  private static final double WELL_KNOWN = 0.02;

  private ClassesSection() {}

  static void write(Body body, Findings.Classes found) {
    Classification metric = found.metric();
    confusion(body, metric.confusion());
    if (!found.worst().isEmpty()) {
      Markup out = body.section("worst", "The worst mistakes");
      Body.hint(
          out,
          "Held-out samples whose right class seemed least likely, the worst first. Some may be"
              + " labelled wrongly.");
      ExampleCards.write(out, found.worst());
      out.close();
    }
    if (!found.doubtful().isEmpty()) {
      Markup out = body.section("doubtful", "The most doubtful");
      Body.hint(out, "Held-out samples of which two classes seemed nearly as likely.");
      ExampleCards.write(out, found.doubtful());
      out.close();
    }
    classes(body, metric.perClass(0));
    calibration(body, metric);
  }

  private static void confusion(Body body, Confusion confusion) {
    Markup out = body.section("confusion", "What is taken for what");
    boolean isSmall = confusion.labels().size() <= MATRIX_CLASSES;
    List<Mistake> mistakes = confusion.mistakes(isSmall ? MISTAKES : MANY_MISTAKES);
    if (isSmall) {
      Body.hint(
          out,
          "A row for what it is, a column for what was said; the darker, the larger the part of the"
              + " row.");
      out.open("div", "class", "pair wide-left").open("div");
      matrix(out, confusion);
      out.close().open("div");
    }
    if (mistakes.isEmpty()) {
      out.leaf("p", "There is no mistake.");
    } else {
      mistakes(out, confusion, mistakes);
    }
    if (isSmall) {
      out.close().close();
    }
    out.close();
  }

  private static void matrix(Markup out, Confusion confusion) {
    List<String> labels = confusion.labels();
    boolean isUpright = labels.stream().anyMatch(label -> label.length() > 4);
    out.open("div", "class", "scroll").open("table", "class", "matrix");
    out.open("thead").open("tr").leaf("td", "");
    for (String label : labels) {
      out.open("th", "scope", "col");
      out.leaf("span", label, "class", isUpright ? "upright" : "level").close();
    }
    out.close().close().open("tbody");
    for (int truth = 0; truth < labels.size(); truth++) {
      out.open("tr").leaf("th", labels.get(truth), "scope", "row");
      long support = confusion.support(truth);
      for (int said = 0; said < labels.size(); said++) {
        long count = confusion.count(truth, said);
        String tip =
            "%s taken for %s: %s of %s"
                .formatted(
                    labels.get(truth),
                    labels.get(said),
                    Numerals.count(count),
                    Numerals.count(support));
        String shade = (truth == said ? "hit" : "miss") + " s" + shade(count, support);
        out.leaf("td", count == 0 ? "" : Numerals.count(count), "class", shade, "title", tip);
      }
      out.close();
    }
    out.close().close().close();
  }

  /// None is 0, and what is seldom is seen all the same.
  private static long shade(long count, long of) {
    return count == 0 ? 0 : Math.clamp(Math.round((double) SHADES * count / of), 1, SHADES);
  }

  private static void mistakes(Markup out, Confusion confusion, List<Mistake> mistakes) {
    out.open("div", "class", "scroll").open("table").open("thead").open("tr");
    out.leaf("th", "Is", "scope", "col").leaf("th", "Taken for", "scope", "col");
    out.leaf("th", "Times", "scope", "col", "class", "n").close().close().open("tbody");
    for (Mistake mistake : mistakes) {
      out.open("tr").leaf("td", confusion.labels().get(mistake.truth()));
      out.leaf("td", confusion.labels().get(mistake.predicted()));
      out.open("td", "class", "n").text(Numerals.count(mistake.count()) + " ");
      out.leaf("span", "of " + Numerals.count(confusion.support(mistake.truth())), "class", "soft");
      out.close().close();
    }
    out.close().close().close();
  }

  private static void classes(Body body, List<ClassScores> all) {
    Markup out = body.section("classes", "Class by class");
    List<ClassScores> shown = all;
    boolean isMany = all.size() > LISTED_CLASSES;
    if (isMany) {
      var sorted = new ArrayList<>(all);
      sorted.sort(Comparator.comparingDouble(each -> each.f1().value()));
      shown = sorted;
    }
    out.leaf(
        "p",
        "Precision: of what was said to be of the class, the part that is. Recall: of what is of"
            + " the class, the part that was found. F1 is their harmonic mean; its interval is"
            + " drawn from 0 to 100 %."
            + (isMany ? " The classes with the lowest F1 come first." : ""),
        "class",
        "hint");
    table(out, isMany ? shown.subList(0, LISTED_CLASSES) : shown);
    if (isMany) {
      out.open("details")
          .leaf("summary", "The other " + (all.size() - LISTED_CLASSES) + " classes");
      table(out, shown.subList(LISTED_CLASSES, all.size()));
      out.close();
    }
    out.close();
  }

  private static void table(Markup out, List<ClassScores> classes) {
    out.open("div", "class", "scroll").open("table", "class", "classes").open("thead").open("tr");
    out.leaf("th", "Class", "scope", "col");
    for (String name : List.of("Held out", "Precision", "Recall", "F1")) {
      out.leaf("th", name, "scope", "col", "class", "n");
    }
    out.leaf("td", "").close().close().open("tbody");
    for (ClassScores each : classes) {
      out.open("tr").leaf("th", each.label(), "scope", "row");
      out.leaf("td", Numerals.count(each.support()), "class", "n");
      share(out, each.precision());
      share(out, each.recall());
      share(out, each.f1());
      out.open("td", "class", "range");
      range(out, each.f1());
      out.close().close();
    }
    out.close().close().close();
  }

  private static void share(Markup out, Score score) {
    out.open("td", "class", "n").text(Numerals.percentDigits(score.value(), 1));
    if (!Double.isNaN(score.low())) {
      out.leaf(
          "span",
          Numerals.percentDigits(score.low(), 1) + " to " + Numerals.percentDigits(score.high(), 1),
          "class",
          "soft under");
    }
    out.close();
  }

  private static void range(Markup out, Score score) {
    out.open(
        "svg",
        "viewBox",
        "0 0 204 12",
        "class",
        "range",
        "role",
        "img",
        "aria-label",
        "F1 " + Numerals.percent(score.value()));
    out.empty("path", "class", "track", "d", "M2 6H202");
    if (!Double.isNaN(score.low())) {
      double from = 2 + 200 * score.low();
      out.empty(
          "rect",
          "class",
          "span",
          "x",
          String.format(Locale.ROOT, "%.1f", from),
          "y",
          "4",
          "width",
          String.format(Locale.ROOT, "%.1f", Math.max(0.5, 200 * (score.high() - score.low()))),
          "height",
          "4");
    }
    out.empty(
        "circle",
        "class",
        "c1",
        "cx",
        String.format(Locale.ROOT, "%.1f", 2 + 200 * score.value()),
        "cy",
        "6",
        "r",
        "2.6");
    out.close();
  }

  private static void calibration(Body body, Classification metric) {
    List<Reliability> bins = metric.reliability();
    Markup out = body.section("calibration", "How sure it is");
    double sure =
        bins.stream().mapToDouble(bin -> bin.confidence() * bin.count()).sum() / metric.count();
    double apart = sure - metric.accuracy();
    String said =
        Math.abs(apart) < WELL_KNOWN
            ? "about as sure as it may be"
            : apart > 0 ? "too sure of itself" : "less sure than it may be";
    Score error =
        metric.scores().stream()
            .filter(score -> score.name().equals("calibration error"))
            .findFirst()
            .orElseThrow();
    out.leaf(
        "p",
        "On average it gives %s to what it says, and %s of that is right: it is %s. The calibration error is %s (%s)."
            .formatted(
                Numerals.percent(sure),
                Numerals.percent(metric.accuracy()),
                said,
                Numerals.percent(error.value()),
                Numerals.interval(error)));
    Axis confidence = new Axis("confidence", 0, 1, Axis.Scale.SHARES);
    List<Mark.Bar> right = bins.stream().map(bin -> bar(bin, bin.accuracy())).toList();
    Chart reliability =
        Chart.of("Right, by how sure", confidence, new Axis("right", 0, 1, Axis.Scale.SHARES))
            .with(new Mark.Bars("right", right))
            .with(new Mark.Diagonal("as it should be"));
    List<Mark.Bar> counts =
        bins.stream().map(bin -> bar(bin, (double) bin.count() / metric.count())).toList();
    Chart often =
        Chart.of(
                "How often it is so sure",
                confidence,
                new Axis("samples", 0, Double.NaN, Axis.Scale.SHARES))
            .with(new Mark.Bars("", counts));
    Body.charts(out, List.of(reliability, often));
    if (bins.stream().anyMatch(bin -> bin.count() < FEW)) {
      Body.hint(out, "Hollow bars stand for fewer than " + FEW + " samples, and say little.");
    }
    out.close();
  }

  private static Mark.Bar bar(Reliability bin, double height) {
    String tip =
        "Of %s samples of which it was %s to %s sure, %s are right"
            .formatted(
                Numerals.count(bin.count()),
                Numerals.percentDigits(bin.from(), 1),
                Numerals.percent(bin.to()),
                Numerals.percent(bin.accuracy()));
    return new Mark.Bar(bin.from(), bin.to(), height, tip, bin.count() < FEW);
  }
}
