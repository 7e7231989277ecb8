package lockstep.nn.report;

import java.util.List;
import lockstep.nn.metric.Classification;
import lockstep.nn.metric.LanguageModel;
import lockstep.nn.metric.Metric;
import lockstep.nn.metric.Regression;
import lockstep.nn.metric.Score;

/// The title, what it is about, and the figures that say most.
final class HeadSection {

  private static final int BESIDE = 4;
  private static final double DOUBT = 0.05;

  private HeadSection() {}

  static void write(Markup out, Report report) {
    out.open("header");
    out.leaf("h1", report.title()).leaf("p", report.sentence(), "class", "lead");
    Metric metric = report.findings().judged();
    List<Score> scores = metric.scores();
    String first = first(metric);
    Score main =
        scores.stream()
            .filter(score -> score.name().equals(first))
            .findFirst()
            .orElse(scores.getFirst());
    out.open("div", "class", "figures").open("div", "class", "headline");
    out.leaf("span", Numerals.name(main.name()), "class", "what");
    out.leaf("span", Numerals.figure(main.name(), main.value()), "class", "much");
    out.leaf("span", explained(metric, main), "class", "range").close();
    beside(metric).stream()
        .flatMap(name -> scores.stream().filter(score -> score.name().equals(name)))
        .filter(Score::isDefined)
        .limit(BESIDE)
        .forEach(score -> {
          out.open("div", "class", "figure");
          out.leaf("span", Numerals.name(score.name()), "class", "what");
          out.leaf("span", Numerals.figure(score.name(), score.value()), "class", "much");
          out.leaf("span", Numerals.interval(score), "class", "range").close();
        });
    out.close();
    if (!report.notes().isEmpty()) {
      out.open("ul", "class", "notes");
      report.notes().forEach(note -> out.leaf("li", note));
      out.close();
    }
    out.close();
  }

  private static String first(Metric metric) {
    return switch (metric) {
      case Classification _ -> "accuracy";
      case Regression _ -> "rmse";
      case LanguageModel _ -> "perplexity";
    };
  }

  private static List<String> beside(Metric metric) {
    return switch (metric) {
      case Classification _ ->
          List.of("macro f1", "top-5", "ROC-AUC", "log-loss", "calibration error");
      case Regression _ -> List.of("mae", "r2");
      case LanguageModel _ -> List.of("loss");
    };
  }

  private static String explained(Metric metric, Score main) {
    String samples = Numerals.count(metric.count()) + " held-out samples";
    if (metric instanceof Classification && main.value() == 1) {
      // Resampling what has no mistakes finds none; but p^n = 5 % bounds how rare they are.
      double least = StrictMath.pow(DOUBT, 1.0 / metric.count());
      return "no mistake in "
          + samples
          + ", which is likely only if the true accuracy is above "
          + Numerals.percent(least);
    }
    String interval = Numerals.interval(main);
    return interval.isEmpty() ? "of " + samples : interval + " is the 95 % interval, of " + samples;
  }
}
