package lockstep.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import lockstep.cli.progress.Words;
import lockstep.nn.compare.Comparison;
import lockstep.nn.compare.RunSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep compare`: runs side by side.
@Command(
    name = "compare",
    header = {"Lay runs side by side, the best first.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Lay runs side by side, the best first: what each is worth on held-out data, its best epoch,"
          + " its time and size, and only the settings in which they differ. A difference that may"
          + " be chance, because the 95 %% intervals overlap, is said to be so. Runs of other data"
          + " or another task are kept apart.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep compare",
      "  lockstep compare cnn-glyphs-1 cnn-glyphs-2",
      "  lockstep compare --csv > runs.csv"
    })
final class CompareCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      arity = "0..*",
      paramLabel = "RUN",
      description = "Directories of runs, or their names. Default: all runs.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--runs",
      defaultValue = "runs",
      paramLabel = "DIR",
      description = "The folder of all runs. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("runs");

  @Option(names = "--all", description = "Show settings that follow from others, too.")
  private boolean all;

  @Option(names = "--json", description = "Print one JSON object instead.")
  private boolean json;

  @Option(names = "--csv", description = "Print a table with commas and a header.")
  private boolean csv;

  CompareCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (json && csv) {
      throw new CommandException(ExitCode.USAGE, "expected --json or --csv, got both.");
    }
    Comparison comparison =
        Preconditions.model(() ->
            Comparison.of(
                names.isEmpty()
                    ? Comparison.runs(folder)
                    : names.stream()
                        .map(name -> Comparison.run(folder, name))
                        .distinct()
                        .toList()));
    if (json) {
      terminal.out().println(ComparisonData.json(comparison, paths(comparison)).pretty());
    } else if (csv) {
      ComparisonData.csv(comparison, paths(comparison)).forEach(terminal.out()::println);
    } else {
      print(comparison);
    }
    return ExitCode.OK.code();
  }

  private List<String> paths(Comparison comparison) {
    return all ? comparison.all() : comparison.differing();
  }

  private void print(Comparison comparison) {
    List<Comparison> groups = comparison.groups();
    for (int i = 0; i < groups.size(); i++) {
      if (i > 0) {
        terminal.out().println();
      }
      figures(groups.get(i));
      differences(groups.get(i));
    }
    if (groups.size() > 1) {
      terminal.out().println();
      paragraph("Runs of different data, tasks or parts cannot be told better or worse.");
    }
  }

  private void figures(Comparison group) {
    RunSummary first = group.runs().getFirst();
    paragraph(
        name(first.data())
            + ", "
            + first.task()
            + ": "
            + (first.figure().isEmpty()
                ? "not judged yet"
                : first.figureName()
                    + (first.heldOut()
                        ? " on held-out data"
                        : " so far, on what chooses the weights")));
    String figure = first.figure().isEmpty() ? "figure" : first.figureName();
    print(
        new TextTable(
            List.of("run", "", figure, "95 % interval", "best at", "time", "parameters"),
            group.runs().stream().map(run -> row(group, run)).toList()));
    verdict(group);
  }

  private static String name(String data) {
    Path name = Path.of(data).getFileName();
    return name == null ? data : name.toString();
  }

  private List<String> row(Comparison comparison, RunSummary run) {
    String sign =
        switch (comparison.standing(run)) {
          case BEST -> "*";
          case WITHIN -> terminal.unicode() ? "≈" : "~";
          case WORSE, ALONE -> "";
        };
    return List.of(
        run.name(),
        sign,
        run.figure().map(score -> text(score.name(), score.value())).orElse("-"),
        run.figure()
            .filter(score -> !Double.isNaN(score.low()))
            .map(score ->
                text(score.name(), score.low()).replace(" %", "")
                    + " to "
                    + text(score.name(), score.high()))
            .orElse("-"),
        run.bestEpoch().isPresent()
            ? "epoch " + run.bestEpoch().getAsLong() + "/" + run.epochs()
            : "-",
        run.seconds().isPresent()
            ? Words.time(Duration.ofMillis((long) (1e3 * run.seconds().getAsDouble())))
            : "-",
        run.parameters().isPresent()
            ? String.format(Locale.ROOT, "%,d", run.parameters().getAsLong())
            : "-");
  }

  private static String text(String name, double value) {
    return name.equals("accuracy") ? Words.percent(value) : Words.number(value);
  }

  private void verdict(Comparison group) {
    if (group.standing(group.runs().getFirst()) != Comparison.Standing.BEST) {
      return;
    }
    String sign = terminal.unicode() ? "≈" : "~";
    paragraph(
        (count(group, Comparison.Standing.BEST) > 1 ? "* the best, all alike" : "* the best")
            + (count(group, Comparison.Standing.WITHIN) == 0
                ? ""
                : "; "
                    + sign
                    + " not as good, but the intervals overlap: the difference may be chance"));
  }

  private static long count(Comparison group, Comparison.Standing standing) {
    return group.runs().stream().filter(run -> group.standing(run) == standing).count();
  }

  private void differences(Comparison group) {
    List<String> paths = paths(group);
    List<RunSummary> runs = group.runs();
    if (runs.size() < 2) {
      return;
    }
    terminal.out().println();
    paragraph(paths.isEmpty() ? "All settings are the same." : "Settings that differ:");
    if (!paths.isEmpty()) {
      print(runs.size() <= paths.size() ? bySetting(runs, paths) : byRun(runs, paths));
    }
  }

  private static TextTable bySetting(List<RunSummary> runs, List<String> paths) {
    var header = new ArrayList<>(List.of("setting"));
    runs.forEach(run -> header.add(run.name()));
    var rows = new ArrayList<List<String>>();
    for (String path : paths) {
      var row = new ArrayList<>(List.of(shown(path)));
      runs.forEach(run -> row.add(value(run, path)));
      rows.add(row);
    }
    return new TextTable(header, rows);
  }

  private static TextTable byRun(List<RunSummary> runs, List<String> paths) {
    var header = new ArrayList<>(List.of("run"));
    paths.forEach(path -> header.add(shown(path)));
    var rows = new ArrayList<List<String>>();
    for (RunSummary run : runs) {
      var row = new ArrayList<>(List.of(run.name()));
      paths.forEach(path -> row.add(value(run, path)));
      rows.add(row);
    }
    return new TextTable(header, rows);
  }

  private static String value(RunSummary run, String path) {
    String value = run.settings().getOrDefault(path, "-");
    return value.isEmpty() ? "-" : value;
  }

  /// As `train` calls it, where it has an option of that name.
  private static String shown(String path) {
    return path.replaceFirst("^(purpose\\.data|learning|limits)\\.", "");
  }

  private void print(TextTable table) {
    for (TextTable.Line line : table.lines(Paragraph.width(terminal))) {
      terminal.out().println(line.header() ? terminal.dim(line.text()) : line.text());
    }
  }

  private void paragraph(String text) {
    terminal
        .out()
        .println(
            Paragraph.lines("", text, Paragraph.width(terminal)).stream()
                .collect(Collectors.joining("\n")));
  }
}
