package lockstep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lockstep.nn.compare.Comparison;
import lockstep.nn.compare.RunSummary;
import lockstep.nn.json.Json;
import lockstep.nn.metric.Score;

/// Runs side by side, for programs.
final class ComparisonData {

  private ComparisonData() {}

  static Json.Fields json(Comparison comparison, List<String> paths) {
    return Json.object()
        .with(
            "runs",
            new Json.Items(
                comparison.runs().stream().<Json>map(run -> json(comparison, run, paths)).toList()))
        .with("differing", Json.texts(paths));
  }

  private static Json.Fields json(Comparison comparison, RunSummary run, List<String> paths) {
    Json.Fields json =
        Json.object()
            .with("run", run.folder().toString())
            .with("data", run.data())
            .with("task", run.task())
            .with("standing", comparison.standing(run).name().toLowerCase(Locale.ROOT))
            .with("held_out", run.heldOut());
    if (run.figure().isPresent()) {
      json = json.with("figure", run.figure().get().json());
    }
    if (run.bestEpoch().isPresent()) {
      json = json.with("best_epoch", run.bestEpoch().getAsLong());
    }
    json = json.with("epochs", run.epochs());
    if (run.seconds().isPresent()) {
      json = json.with("seconds", run.seconds().getAsDouble());
    }
    if (run.parameters().isPresent()) {
      json = json.with("parameters", run.parameters().getAsLong());
    }
    Json.Fields settings = Json.object();
    for (String path : paths) {
      settings = settings.with(path, run.settings().getOrDefault(path, ""));
    }
    return json.with(
            "scores", new Json.Items(run.others().stream().<Json>map(Score::json).toList()))
        .with("settings", settings);
  }

  static List<String> csv(Comparison comparison, List<String> paths) {
    var lines = new ArrayList<String>();
    var header =
        new ArrayList<>(
            List.of(
                "run",
                "data",
                "task",
                "figure",
                "value",
                "low",
                "high",
                "best_epoch",
                "epochs",
                "seconds",
                "parameters"));
    header.addAll(paths);
    lines.add(line(header));
    for (RunSummary run : comparison.runs()) {
      Score score = run.figure().orElse(new Score("", Double.NaN, Double.NaN, Double.NaN));
      var cells =
          new ArrayList<>(
              List.of(
                  run.folder().toString(),
                  run.data(),
                  run.task(),
                  score.name(),
                  number(score.value()),
                  number(score.low()),
                  number(score.high()),
                  run.bestEpoch().isPresent() ? String.valueOf(run.bestEpoch().getAsLong()) : "",
                  String.valueOf(run.epochs()),
                  number(run.seconds().orElse(Double.NaN)),
                  run.parameters().isPresent()
                      ? String.valueOf(run.parameters().getAsLong())
                      : ""));
      Map<String, String> settings = run.settings();
      paths.forEach(path -> cells.add(settings.getOrDefault(path, "")));
      lines.add(line(cells));
    }
    return lines;
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.valueOf(value);
  }

  private static String line(List<String> cells) {
    return String.join(",", cells.stream().map(ComparisonData::cell).toList());
  }

  private static String cell(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
