package lockstep.cli.watch;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import lockstep.cli.progress.Words;
import lockstep.nn.project.Learning;
import lockstep.nn.project.Project;
import lockstep.nn.report.Chart;
import lockstep.nn.report.Curves;
import lockstep.nn.report.Markup;
import lockstep.nn.report.Numerals;
import lockstep.nn.runs.History;
import lockstep.nn.runs.Standing;

/// A run as a piece of a page.
final class RunView {

  private static final int LISTED = 30;
  private static final int FEW = 5;
  private static final int SHOWN_FIGURES = 4;
  private static final List<String> SHARES_FIRST =
      List.of("accuracy", "perplexity", "rmse", "macro f1", "mae", "r2", "loss", "log-loss");

  private RunView() {}

  /// {@return one run, and the others to choose from}
  static String piece(Runs runs, Optional<Path> shown) {
    var out = new Markup();
    if (shown.isPresent()) {
      run(out, RunFiles.read(shown.get()));
    } else {
      out.leaf("h1", "No run yet")
          .leaf(
              "p",
              "It appears here as soon as one begins in " + runs.folder() + ".",
              "class",
              "lead");
    }
    others(out, runs, shown);
    return out.toString();
  }

  private static void run(Markup out, RunFiles run) {
    out.open("header").leaf("h1", Runs.nameOf(run.folder()));
    out.open("p", "class", "state").leaf("span", word(run.state()), "class", badge(run));
    run.project().ifPresent(project -> out.text(" " + about(project)));
    out.close();
    if (!run.problem().isEmpty()) {
      out.leaf("p", run.problem(), "class", "problem");
    }
    progress(out, run);
    figures(out, run);
    if (run.hasReport()) {
      out.open("p", "class", "more")
          .leaf(
              "a",
              "Mistakes, examples and all settings: the report",
              "href",
              "/report/" + encoded(Runs.nameOf(run.folder())))
          .close();
    }
    out.close();
    charts(out, run);
    run.project().ifPresent(project -> settings(out, run, project));
  }

  private static String word(RunFiles.State state) {
    return switch (state) {
      case RUNNING -> "running";
      case FINISHED -> "finished";
      case STOPPED -> "stopped";
    };
  }

  private static String badge(RunFiles run) {
    return "badge " + word(run.state());
  }

  private static String about(Project project) {
    int classes = project.labels().size();
    String model = project.learning().model();
    return (model.isEmpty() ? "a trained model" : model)
        + " learns "
        + project.name()
        + ": "
        + project.purpose().data().task().text()
        + (classes > 0 ? ", " + classes + " classes" : "");
  }

  private static void progress(Markup out, RunFiles run) {
    Standing standing = run.standing();
    if (!standing.isKnown() || run.state() == RunFiles.State.FINISHED) {
      return;
    }
    out.leaf(
        "progress",
        "",
        "max",
        String.valueOf(standing.steps()),
        "value",
        String.valueOf(standing.step()),
        "aria-label",
        "steps made");
    int epochs = run.project().map(Project::learning).map(Learning::epochs).orElse(0);
    var line = new StringBuilder();
    line.append("epoch ").append(standing.epoch() + 1);
    if (epochs > 0) {
      line.append(" of ").append(epochs);
    }
    line.append(" · step ")
        .append(Numerals.count(standing.step()))
        .append(" of ")
        .append(Numerals.count(standing.steps()));
    if (run.state() == RunFiles.State.RUNNING && standing.speed() > 0) {
      line.append(" · ").append(Numerals.count(Math.round(standing.speed()))).append(" samples/s");
      if (standing.seconds() > 0) {
        line.append(" · ")
            .append(Words.time(Duration.ofMillis(Math.round(1000 * standing.seconds()))))
            .append(" left");
      }
    }
    out.leaf("p", line.toString(), "class", "line");
  }

  private static void figures(Markup out, RunFiles run) {
    if (!run.test().isEmpty()) {
      out.open("div", "class", "figures");
      SHARES_FIRST.stream()
          .flatMap(name -> run.test().stream().filter(each -> each.name().equals(name)))
          .filter(each -> !Double.isNaN(each.value()))
          .limit(SHOWN_FIGURES)
          .forEach(each ->
              figure(
                  out,
                  Numerals.name(each.name()) + ", held out",
                  Numerals.figure(each.name(), each.value()),
                  Double.isNaN(each.low())
                      ? ""
                      : Numerals.interval(each.name(), each.value(), each.low(), each.high())));
      out.close();
      return;
    }
    List<History.Row> rows = run.history().rows();
    List<Double> losses = run.standing().losses();
    if (rows.isEmpty() && losses.isEmpty()) {
      return;
    }
    out.open("div", "class", "figures");
    if (!losses.isEmpty()) {
      figure(out, "loss, last steps", Numerals.number(latest(losses)), "");
    }
    if (!rows.isEmpty()) {
      History.Row last = rows.getLast();
      String main = Curves.main(run.history());
      String when = "epoch " + (last.epoch() + 1);
      last.value("loss")
          .ifPresent(loss -> figure(out, "loss, validation", Numerals.number(loss), when));
      if (!main.isEmpty()) {
        last.value(main)
            .ifPresent(
                value -> figure(out, Numerals.name(main), Numerals.figure(main, value), when));
      }
    }
    out.close();
  }

  /// Single steps differ much.
  private static double latest(List<Double> losses) {
    return losses.subList(Math.max(0, losses.size() - FEW), losses.size()).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  private static void figure(Markup out, String what, String much, String range) {
    out.open("div", "class", "figure").leaf("span", what, "class", "what");
    out.leaf("span", much, "class", "much").leaf("span", range, "class", "range").close();
  }

  private static void charts(Markup out, RunFiles run) {
    int epochs = run.project().map(Project::learning).map(Learning::epochs).orElse(0);
    History history = run.history();
    List<Chart> charts =
        new Curves(history, Curves.main(history), epochs, 0, run.standing()).charts();
    if (charts.isEmpty()) {
      out.leaf("p", "Curves appear after the first steps.", "class", "hint");
      return;
    }
    out.open("section").open("div", "class", "charts");
    charts.forEach(chart -> out.add(chart.figure()));
    out.close().close();
  }

  private static void settings(Markup out, RunFiles run, Project project) {
    Learning learning = project.learning();
    out.open("section").leaf("h2", "Settings").open("dl");
    entry(out, "data", project.purpose().data().data());
    entry(out, "network", learning.model());
    entry(out, "epochs", String.valueOf(learning.epochs()));
    entry(out, "batch", String.valueOf(learning.batch()));
    entry(out, "learning rate", "up to " + learning.rate() + ", " + learning.schedule());
    entry(out, "optimizer", learning.optimizer());
    entry(out, "seed", String.valueOf(project.seed()));
    entry(out, "directory", run.folder().toString());
    out.close();
    out.close();
  }

  private static void entry(Markup out, String name, String value) {
    out.leaf("dt", name).leaf("dd", value);
  }

  private static void others(Markup out, Runs runs, Optional<Path> shown) {
    List<Path> all = runs.all();
    if (all.size() < 2) {
      return;
    }
    out.open("nav", "aria-label", "runs").leaf("h2", "Runs").open("ul", "class", "runs");
    for (Path run : all.subList(0, Math.min(LISTED, all.size()))) {
      String name = Runs.nameOf(run);
      RunFiles.State state = RunFiles.State.of(run);
      out.open("li");
      if (shown.isPresent() && shown.get().equals(run)) {
        out.leaf("b", name);
      } else {
        out.leaf("a", name, "href", "/run/" + encoded(name));
      }
      out.text(" ").leaf("span", word(state), "class", "badge " + word(state)).close();
    }
    out.close();
    if (all.size() > LISTED) {
      out.leaf("p", "and " + (all.size() - LISTED) + " older ones", "class", "hint");
    }
    out.close();
  }

  static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
