package lockstep.nn.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SequencedMap;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;
import lockstep.nn.metric.Score;
import lockstep.nn.project.Session;
import lockstep.nn.runs.History;

/// Reads what a run left, also one that is being written.
final class RunReader {

  private static final String CONFIG = "config.json";

  /// Where a run ran may explain how long it took.
  private static final List<String> ENVIRONMENT = List.of("commit", "java", "cpu", "threads");

  /// The figures that say most, in the order in which they are looked for.
  private static final List<String> MAIN = List.of("accuracy", "perplexity", "rmse");

  private final Path folder;
  private final SequencedMap<String, String> settings;

  private RunReader(Path folder) {
    this.folder = folder;
    settings = Settings.flat(json(CONFIG).orElseThrow(() -> notARun(folder)));
    json("environment.json")
        .map(Settings::flat)
        .ifPresent(environment ->
            ENVIRONMENT.forEach(name -> {
              String value = environment.get(name);
              if (value != null) {
                settings.put(name, value);
              }
            }));
  }

  static boolean isRun(Path folder) {
    return Files.isRegularFile(folder.resolve(CONFIG));
  }

  static RunSummary read(Path folder) {
    return new RunReader(folder).summary();
  }

  private static DataException notARun(Path folder) {
    return new DataException(
        folder.toString(), "expected the directory of a run, found none. Check the path.");
  }

  private Optional<Json> json(String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.parse(Files.readString(file)));
    } catch (IOException | JsonException e) {
      throw new DataException(
          file.toString(),
          "expected what a run writes, got: " + e.getMessage() + " Leave this run out.",
          e);
    }
  }

  private RunSummary summary() {
    History history = History.read(folder);
    Optional<Json> results = json(Session.RESULTS);
    List<Score> scores = results.map(RunReader::scores).orElse(List.of());
    boolean judged = !scores.isEmpty();
    Optional<History.Row> best = best(history, results);
    return new RunSummary(
        String.valueOf(folder.toAbsolutePath().normalize().getFileName()),
        folder,
        settings.getOrDefault("purpose.data.data", ""),
        settings.getOrDefault("purpose.data.task", "").toLowerCase(Locale.ROOT).replace('_', '-'),
        judged ? Optional.of(main(scores)) : best.flatMap(RunReader::soFar),
        judged,
        scores,
        best.map(row -> OptionalLong.of(row.epoch() + 1L)).orElseGet(OptionalLong::empty),
        Long.parseLong(settings.getOrDefault("learning.epochs", "0")),
        json(Session.TIME).map(time -> real(time, "seconds")).orElseGet(OptionalDouble::empty),
        results.map(all -> whole(all, "parameters")).orElseGet(OptionalLong::empty),
        settings);
  }

  private static Optional<History.Row> best(History history, Optional<Json> results) {
    OptionalLong step = results.map(all -> whole(all, "best_step")).orElseGet(OptionalLong::empty);
    Optional<History.Row> told =
        history.rows().stream()
            .filter(row -> step.isPresent() && row.step() == step.getAsLong())
            .findFirst();
    return told.or(() ->
        history.rows().stream()
            .filter(row -> soFar(row).isPresent())
            .reduce((one, two) -> value(two) > value(one) ? two : one));
  }

  /// Larger is better.
  private static double value(History.Row row) {
    Score score = soFar(row).orElseThrow();
    return Comparison.isHigherBetter(score.name()) ? score.value() : -score.value();
  }

  private static Optional<Score> soFar(History.Row row) {
    for (String name : MAIN) {
      OptionalDouble value = row.value(name);
      if (value.isPresent()) {
        return Optional.of(new Score(name, value.getAsDouble(), Double.NaN, Double.NaN));
      }
    }
    return Optional.empty();
  }

  private static Score main(List<Score> scores) {
    for (String name : MAIN) {
      for (Score score : scores) {
        if (score.name().equals(name)) {
          return score;
        }
      }
    }
    return scores.getFirst();
  }

  private static List<Score> scores(Json results) {
    var scores = new ArrayList<Score>();
    if (member(results, "test").flatMap(test -> member(test, "scores")).orElse(new Json.Nothing())
        instanceof Json.Items(var items)) {
      for (Json item : items) {
        if (member(item, "name").orElse(new Json.Nothing()) instanceof Json.Text(var name)) {
          scores.add(
              new Score(
                  name,
                  real(item, "value").orElse(Double.NaN),
                  real(item, "low").orElse(Double.NaN),
                  real(item, "high").orElse(Double.NaN)));
        }
      }
    }
    return scores;
  }

  private static Optional<Json> member(Json json, String name) {
    return json instanceof Json.Fields fields
        ? Optional.ofNullable(fields.members().get(name))
        : Optional.empty();
  }

  private static OptionalDouble real(Json json, String name) {
    return switch (member(json, name).orElse(new Json.Nothing())) {
      case Json.Real(var value) -> OptionalDouble.of(value);
      case Json.Whole(var value) -> OptionalDouble.of((double) value);
      case Json.Text _, Json.Truth _, Json.Nothing _, Json.Fields _, Json.Items _ ->
          OptionalDouble.empty();
    };
  }

  private static OptionalLong whole(Json json, String name) {
    return member(json, name).orElse(new Json.Nothing()) instanceof Json.Whole(var value)
        ? OptionalLong.of(value)
        : OptionalLong.empty();
  }
}
