package lockstep.nn.report;

import java.util.List;

/// The page of a report.
final class Page {

  /// Nothing is fetched and nothing runs, whatever data may hold.
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  private Page() {}

  static String of(Report report) {
    var out =
        new Markup().open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
    out.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.empty("meta", "name", "color-scheme", "content", "light dark");
    out.leaf("title", report.title()).style(Style.rules()).close();
    out.open("body").open("main");
    HeadSection.write(out, report);
    Body body = new Body();
    curves(body, report.curves());
    switch (report.findings()) {
      case Findings.Classes classes -> ClassesSection.write(body, classes);
      case Findings.Quantities quantities -> NumbersSection.quantities(body, quantities);
      case Findings.Forecasts forecasts -> NumbersSection.forecasts(body, forecasts);
      case Findings.Reconstructions pictures -> PicturesSection.write(body, pictures);
      case Findings.Texts texts -> TextsSection.write(body, texts);
    }
    OriginsSection.figures(body, report.findings().judged());
    OriginsSection.write(body, report.origins());
    body.write(out);
    return "<!DOCTYPE html>\n" + out.close().close().close() + "\n";
  }

  private static void curves(Body body, Curves curves) {
    List<Chart> charts = curves.charts();
    if (charts.isEmpty()) {
      return;
    }
    Markup out = body.section("learnt", "How it learnt");
    if (curves.best().isPresent()) {
      Body.hint(
          out,
          "The ring marks the weights that were kept: the best by the part of the data that they"
              + " were chosen by.");
    }
    Body.charts(out, charts);
    out.close();
  }
}
