package lockstep.cli;

import java.util.concurrent.Callable;
import lockstep.cli.progress.Words;
import lockstep.nn.json.Json;
import lockstep.nn.project.Defaults;
import lockstep.nn.project.Learning;
import lockstep.nn.project.Limits;
import lockstep.nn.project.Project;
import lockstep.nn.project.Rates;
import lockstep.nn.project.Source;
import lockstep.nn.train.RateFinder;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep lr-find`: which learning rates make progress.
@Command(
    name = "lr-find",
    header = {"Try learning rates, and show which one to use.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Try learning rates from small to large, one a step, on what `train` would train with the"
          + " same options, and show what each makes of the loss: with too small a rate it stays,"
          + " with too large a one it explodes. Said is a tenth of the rate at which it was least,"
          + " where it still fell. Nothing is kept.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep lr-find",
      "  lockstep lr-find flowers/ --model resnet20 --optimizer sgd",
      "  lockstep lr-find houses.csv --target price --json"
    })
final class LrFindCommand implements Callable<Integer> {

  private static final int USUAL_COLUMNS = 80;

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "DATA",
      defaultValue = "glyphs",
      description = "A built-in name, a file or a folder. Default: ${DEFAULT-VALUE}.")
  private String data = "glyphs";

  @ArgGroup(validate = false, heading = "%nWhat would be trained, and how:%n")
  private ProjectOptions project = new ProjectOptions();

  @ArgGroup(validate = false, heading = "%nWhat is tried:%n")
  private Range range = new Range();

  /// What is tried.
  static final class Range {

    @Option(
        names = "--from",
        defaultValue = "1e-7",
        paramLabel = "RATE",
        description = "The first rate. Default: ${DEFAULT-VALUE}.")
    private double from;

    @Option(
        names = "--to",
        defaultValue = "10",
        paramLabel = "RATE",
        description = "The last rate, unless the loss explodes before. Default: ${DEFAULT-VALUE}.")
    private double to;

    @Option(
        names = "--steps",
        defaultValue = "100",
        description = "How many rates are tried. Default: ${DEFAULT-VALUE}.")
    private int steps;

    private Range() {}
  }

  @Option(
      names = "--json",
      description = "Print one JSON object instead: points of rate and loss, and the suggestion.")
  private boolean json;

  LrFindCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    Learning learning = project.learning();
    Limits limits = project.limits(0);
    RateFinder finder =
        Preconditions.usage(() -> new RateFinder(range.from, range.to, range.steps));
    Source source = Preconditions.usage(() -> Source.open(project.wanted(data)));
    Project resolved = Preconditions.usage(() -> Defaults.resolve(source, learning, limits));
    if (!json) {
      new Training(terminal, Training.Show.LINES).introduce(source, resolved);
    }
    RateFinder.Found found = Rates.find(resolved, source, finder);
    if (json) {
      terminal.out().println(json(found).text());
      return ExitCode.OK.code();
    }
    report(found, learning);
    return ExitCode.OK.code();
  }

  private static Json.Fields json(RateFinder.Found found) {
    var points =
        found.points().stream()
            .<Json>map(point -> Json.object().with("rate", point.rate()).with("loss", point.loss()))
            .toList();
    return Json.object()
        .with("suggestion", found.suggestion())
        .with("points", new Json.Items(points));
  }

  private void report(RateFinder.Found found, Learning learning) {
    int columns = terminal.columns() > 0 ? terminal.columns() : USUAL_COLUMNS;
    terminal.out().println("loss by learning rate");
    new CurveChart(found, columns, terminal.unicode()).lines().forEach(terminal.out()::println);
    boolean falls = found.suggestion() >= found.points().getFirst().rate();
    if (!falls) {
      terminal
          .out()
          .println(
              "The loss fell at no rate: try smaller ones with --from, or another --optimizer.");
      return;
    }
    String rate = Words.number(found.suggestion());
    terminal.out().println();
    terminal.out().println("suggested " + terminal.bold("--lr " + rate) + "; try next:");
    terminal.out().println("  " + project.train(data, learning.rate(Double.parseDouble(rate))));
  }
}
