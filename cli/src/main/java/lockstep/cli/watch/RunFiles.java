package lockstep.cli.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import lockstep.nn.json.JsonException;
import lockstep.nn.project.Project;
import lockstep.nn.project.Reporting;
import lockstep.nn.report.Report;
import lockstep.nn.runs.History;
import lockstep.nn.runs.RunDirectory;
import lockstep.nn.runs.Standing;

/// What the files of a run say at one moment.
///
/// @param folder its directory
/// @param state whether it goes on
/// @param project its settings, unless they cannot be read
/// @param history its judgements so far
/// @param standing where it is between two of them
/// @param test the figures on held-out data, once there are any
/// @param problem why something cannot be shown; empty for nothing
record RunFiles(
    Path folder,
    State state,
    Optional<Project> project,
    History history,
    Standing standing,
    List<Held> test,
    String problem) {

  private static final List<String> WATCHED =
      List.of("config.json", "metrics.jsonl", "standing.json", "results.json", Report.FILE);

  /// Whether a run goes on.
  enum State {
    /// A process writes it.
    RUNNING,
    /// It has its results.
    FINISHED,
    /// Nobody writes it, and it has no results.
    STOPPED;

    static State of(Path run) {
      if (RunDirectory.isWritten(run)) {
        return RUNNING;
      }
      return Files.isRegularFile(run.resolve("results.json")) ? FINISHED : STOPPED;
    }
  }

  /// A figure on held-out data.
  record Held(String name, double value, double low, double high) {}

  RunFiles {
    test = List.copyOf(test);
  }

  /// {@return what differs when something has changed}
  static String mark(Path run) {
    var mark = new StringBuilder().append(State.of(run));
    for (String name : WATCHED) {
      Path file = run.resolve(name);
      try {
        mark.append(' ')
            .append(Files.getLastModifiedTime(file).toMillis())
            .append('/')
            .append(Files.size(file));
      } catch (IOException _) {
        mark.append(" none");
      }
    }
    return mark.toString();
  }

  static RunFiles read(Path run) {
    State state = State.of(run);
    try {
      return new RunFiles(
          run,
          state,
          Optional.of(Reporting.project(run)),
          History.read(run),
          Standing.read(run),
          state == State.FINISHED ? held(run.resolve("results.json")) : List.of(),
          "");
    } catch (DataException e) {
      return new RunFiles(
          run,
          state,
          Optional.empty(),
          new History(List.of()),
          Standing.none(),
          List.of(),
          String.valueOf(e.getMessage()));
    }
  }

  private static List<Held> held(Path file) {
    try {
      return Json.parse(Files.readString(file)) instanceof Json.Fields results
              && results.members().get("test") instanceof Json.Fields test
              && test.members().get("scores") instanceof Json.Items(var scores)
          ? scores.stream()
              .filter(Json.Fields.class::isInstance)
              .map(Json.Fields.class::cast)
              .map(RunFiles::held)
              .toList()
          : List.of();
    } catch (IOException | JsonException e) {
      throw new DataException(
          file.toString(), "expected the figures of a run, got: " + e.getMessage(), e);
    }
  }

  private static Held held(Json.Fields score) {
    return new Held(
        score.members().get("name") instanceof Json.Text(var name) ? name : "",
        real(score, "value"),
        real(score, "low"),
        real(score, "high"));
  }

  private static double real(Json.Fields score, String name) {
    return switch (score.members().get(name)) {
      case Json.Real(var value) -> value;
      case Json.Whole(var value) -> value;
      case null, default -> Double.NaN;
    };
  }

  boolean hasReport() {
    return Files.isRegularFile(folder.resolve(Report.FILE));
  }
}
