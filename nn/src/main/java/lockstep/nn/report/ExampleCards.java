package lockstep.nn.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Samples with what is true of them and what was said.
final class ExampleCards {

  private static final int MOST_COLUMNS = 11;
  private static final int LONGEST_TEXT = 400;

  private ExampleCards() {}

  static void write(Markup out, List<Example> examples) {
    if (examples.getFirst().shown() instanceof Shown.Cells) {
      rows(out, examples);
      return;
    }
    boolean isText = examples.getFirst().shown() instanceof Shown.Words;
    out.open("ul", "class", isText ? "cards texts" : "cards");
    for (Example example : examples) {
      out.open("li", "class", example.isRight() ? "card" : "card wrong");
      shown(out, example.shown(), "held-out sample of the class " + example.truth());
      out.open("div", "class", "verdict");
      verdicts(out, example);
      out.close();
      out.open("span", "class", "origin").name(example.origin()).close();
      out.close();
    }
    out.close();
  }

  private static void verdicts(Markup out, Example example) {
    boolean isOther = example.other().equals(example.truth());
    if (example.isRight()) {
      verdict(out, "right", example.said(), Numerals.percent(example.confidence()));
    } else {
      verdict(
          out, "is", example.truth(), isOther ? Numerals.percent(example.otherConfidence()) : "");
      verdict(out, "said", example.said(), Numerals.percent(example.confidence()));
    }
    if (!isOther && !example.other().equals(example.said())) {
      verdict(out, "or", example.other(), Numerals.percent(example.otherConfidence()));
    }
  }

  private static void verdict(Markup out, String what, String label, String share) {
    out.leaf("span", what, "class", "soft").open("b").name(label).close();
    out.leaf("span", share, "class", "n");
  }

  static void shown(Markup out, Shown shown, String alt) {
    switch (shown) {
      case Shown.Picture(var image) -> PictureFile.write(out, image, alt);
      case Shown.Words(var text) -> out.leaf("blockquote", shortened(text));
      case Shown.Cells(var names, var values) -> {
        out.open("p");
        for (int i = 0; i < names.size(); i++) {
          out.text((i > 0 ? ", " : "") + names.get(i) + " " + values.get(i));
        }
        out.close();
      }
      case Shown.Recording(var seconds, var loudness) -> recording(out, seconds, loudness, alt);
    }
  }

  private static String shortened(String text) {
    String line = text.strip();
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
  }

  private static void recording(Markup out, double seconds, List<Double> loudness, String alt) {
    var path = new StringBuilder();
    for (int i = 0; i < loudness.size(); i++) {
      double half = Math.max(0.5, 19 * loudness.get(i));
      path.append(String.format(Locale.ROOT, "M%d %.1fV%.1f", 2 * i + 1, 20 - half, 20 + half));
    }
    out.open(
        "svg",
        "viewBox",
        "0 0 " + 2 * loudness.size() + " 40",
        "class",
        "wave",
        "role",
        "img",
        "aria-label",
        alt);
    out.empty("path", "class", "line c1", "d", path.toString()).close();
    out.leaf("span", String.format(Locale.ROOT, "%.2f s", seconds), "class", "origin");
  }

  private static void rows(Markup out, List<Example> examples) {
    List<String> names = columns(examples.getFirst().shown());
    out.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String name : List.of("Is", "Said", "Or")) {
      out.leaf("th", name, "scope", "col");
    }
    names.forEach(name -> out.leaf("th", name, "scope", "col", "class", "data"));
    out.leaf("th", "Row", "scope", "col").close().close().open("tbody");
    for (Example example : examples) {
      out.open("tr", "class", example.isRight() ? "right" : "wrong");
      out.leaf("td", example.truth());
      likely(out, example.said(), example.confidence());
      likely(out, example.other(), example.otherConfidence());
      values(out, example.shown());
      out.leaf("td", line(example.origin()), "class", "soft line").close();
    }
    out.close().close().close();
  }

  private static void likely(Markup out, String label, double share) {
    out.open("td").text(label + " ").leaf("span", Numerals.percent(share), "class", "soft").close();
  }

  /// Rows of one table come from one file.
  static String line(String origin) {
    return origin.replaceFirst(".*:(?=\\d+$)", "line ");
  }

  static List<String> columns(Shown shown) {
    if (!(shown instanceof Shown.Cells(var names, _))) {
      return List.of();
    }
    var first = new ArrayList<>(names.subList(0, Math.min(MOST_COLUMNS, names.size())));
    if (names.size() > MOST_COLUMNS) {
      first.add((names.size() - MOST_COLUMNS) + " more");
    }
    return first;
  }

  static void values(Markup out, Shown shown) {
    if (!(shown instanceof Shown.Cells(_, var values))) {
      return;
    }
    values.stream().limit(MOST_COLUMNS).forEach(value -> out.leaf("td", value, "class", "data"));
    if (values.size() > MOST_COLUMNS) {
      out.leaf("td", "…", "class", "data");
    }
  }
}
