package lockstep.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lockstep.cli.progress.Words;
import lockstep.nn.json.Json;
import lockstep.nn.project.Source;
import lockstep.nn.project.Tuning;
import lockstep.nn.search.Result;
import lockstep.nn.search.Trial;
import lockstep.nn.train.Event;

/// A line for each training of a search; on a terminal a live one below.
final class TuneProgress implements Consumer<Tuning.Happened> {

  private final Terminal terminal;
  private final Tuning tuning;
  private final Training.Show show;
  private long begun = System.nanoTime();
  private int epochs = 1;

  TuneProgress(Terminal terminal, Tuning tuning, Training.Show show) {
    this.terminal = terminal;
    this.tuning = tuning;
    this.show = show;
  }

  void introduce(Source source, Path file) {
    if (show != Training.Show.LINES) {
      return;
    }
    terminal.err().println(source.sentence());
    terminal.err().println(terminal.dim("  " + source.split()));
    terminal
        .err()
        .println(
            tuning.search().all().size()
                + " trials of "
                + tuning.search().settings().stream()
                    .map(setting -> setting.name())
                    .collect(Collectors.joining(", "))
                + ", compared by the "
                + named(tuning)
                + " of the validation part; results in "
                + Summary.near(file.toString()));
  }

  static String named(Tuning tuning) {
    return tuning.watch().figure().replace('_', ' ');
  }

  static String figure(Tuning tuning, double value) {
    if (Double.isNaN(value)) {
      return "diverged";
    }
    return tuning.watch().figure().equals("accuracy") ? Words.percent(value) : Words.number(value);
  }

  private String values(Trial trial) {
    return trial.values().members().keySet().stream()
        .map(name -> name + "=" + shown(tuning, trial, name))
        .collect(Collectors.joining(" "));
  }

  /// The only setting that is a number with digits after the point is the rate.
  static String shown(Tuning tuning, Trial trial, String setting) {
    Json value = trial.values().get(setting);
    return switch (value) {
      case Json.Real _ -> ProjectOptions.rate(tuning.learning(trial).rate());
      case Json.Text(var text) -> text;
      case Json.Whole _, Json.Fields _, Json.Items _, Json.Truth _, Json.Nothing _ -> value.text();
    };
  }

  static Json.Fields json(String event, Tuning tuning, Result result) {
    Json.Fields json =
        Json.object()
            .with("event", event)
            .with("trial", result.trial().number() + 1)
            .with("epochs", tuning.epochs(result.trial(), result.budget()))
            .with(tuning.watch().figure(), result.figure())
            .with("values", result.trial().values());
    return tuning.isCutShort(result) ? json.with("cut_short", true) : json;
  }

  @Override
  public void accept(Tuning.Happened happened) {
    switch (happened) {
      case Tuning.Happened.Began(var trial, var count) -> {
        begun = System.nanoTime();
        epochs = count;
        draw(trial, 0);
      }
      case Tuning.Happened.Trained(var trial, var event) -> {
        if (event instanceof Event.Judged judged) {
          draw(trial, judged.epoch() + 1);
        }
      }
      case Tuning.Happened.Ended(var result) -> ended(result);
    }
  }

  private void draw(Trial trial, int epoch) {
    if (show == Training.Show.LINES && terminal.columns() > 0) {
      String line = place(trial) + "  epoch " + epoch + "/" + epochs + "  " + values(trial);
      terminal.err().print("\r" + cut(line) + "\033[K");
      terminal.err().flush();
    }
  }

  private String cut(String line) {
    return line.substring(0, Math.min(line.length(), Math.max(20, terminal.columns() - 1)));
  }

  private String place(Trial trial) {
    return "trial " + (trial.number() + 1) + "/" + tuning.search().all().size();
  }

  private void ended(Result result) {
    switch (show) {
      case LINES -> {
        if (terminal.columns() > 0) {
          terminal.err().print("\r\033[K");
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        terminal
            .err()
            .println(
                String.format(
                    Locale.ROOT,
                    "%-11s  %s %-9s  %s  %s",
                    place(result.trial()),
                    named(tuning),
                    figure(tuning, result.figure()),
                    values(result.trial()),
                    terminal.dim(
                        "("
                            + epochs
                            + (epochs == 1 ? " epoch, " : " epochs, ")
                            + (tuning.isCutShort(result) ? "cut short, " : "")
                            + Words.time(took)
                            + ")")));
      }
      case JSON -> terminal.out().println(json("trial", tuning, result).text());
      case QUIET -> {
        // Only what comes of it is said.
      }
    }
  }
}
