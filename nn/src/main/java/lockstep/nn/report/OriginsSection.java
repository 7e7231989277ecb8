package lockstep.nn.report;

import java.util.List;
import lockstep.nn.metric.Metric;
import lockstep.nn.metric.Score;

/// All figures, and how the model came to be.
final class OriginsSection {

  private OriginsSection() {}

  static void figures(Body body, Metric metric) {
    Markup out = body.section("figures", "All figures");
    Body.hint(
        out,
        "Of "
            + Numerals.count(metric.count())
            + " held-out samples. The interval is that in which 95 % of 1,000 resampled test sets"
            + " fall.");
    out.open("div", "class", "scroll").open("table").open("thead").open("tr");
    out.leaf("th", "Figure", "scope", "col");
    out.leaf("th", "Value", "scope", "col", "class", "n");
    out.leaf("th", "95 % interval", "scope", "col", "class", "n").close().close().open("tbody");
    for (Score score : metric.scores()) {
      out.open("tr").leaf("th", Numerals.name(score.name()), "scope", "row");
      out.leaf("td", Numerals.figure(score.name(), score.value()), "class", "n");
      out.leaf("td", Numerals.interval(score), "class", "n soft").close();
    }
    out.close().close().close();
    metric.notes().forEach(note -> Body.hint(out, note));
    out.close();
  }

  static void write(Body body, Origins origins) {
    Markup out = body.section("again", "How to make it again");
    out.open("pre", "class", "command").leaf("code", origins.command()).close();
    Body.hint(out, origins.promise());
    out.open("div", "class", "pair").open("div").leaf("h3", "Settings");
    entries(out, origins.settings());
    out.close().open("div").leaf("h3", "Environment");
    entries(out, origins.environment());
    out.close().close();
    out.open("details").leaf("summary", "All settings, as config.json has them");
    out.open("pre").leaf("code", origins.configuration()).close().close().close();
  }

  private static void entries(Markup out, List<Origins.Entry> entries) {
    out.open("dl");
    for (Origins.Entry entry : entries) {
      out.leaf("dt", entry.name()).leaf("dd", entry.value());
    }
    out.close();
  }
}
