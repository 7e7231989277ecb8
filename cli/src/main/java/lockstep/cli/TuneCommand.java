package lockstep.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import lockstep.nn.project.Learning;
import lockstep.nn.project.Limits;
import lockstep.nn.project.Source;
import lockstep.nn.project.Tuning;
import lockstep.nn.search.Results;
import lockstep.nn.search.Search;
import lockstep.nn.search.Setting;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep tune`: a search for settings that train well.
@Command(
    name = "tune",
    header = {"Search for settings that train well.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Search for settings that train well on DATA: many trainings with settings drawn by chance,"
          + " or with all combinations (--grid), each judged by the part that chooses weights; what"
          + " is held out is never looked at. In the end there is a table, the best first, and the"
          + " command that trains with the best.",
      "",
      "--set says what may be chosen: batch=16,32,64 for one of these, epochs=2..10 for a number"
          + " between, lr=1e-4..1e-1:log for a number between of any order of magnitude. There are"
          + " lr, batch, epochs, model, optimizer, schedule and augment; without --set, rates and"
          + " batches around the usual ones are tried.",
      "",
      "Results are kept in a file, a line each. Ctrl-C stops after the batch; the same command"
          + " again goes on with the training that was broken off. With --max-time no training"
          + " begins after that time, and the one that goes on then ends in it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep tune",
      "  lockstep tune flowers/ --set lr=1e-4..1e-2:log --set model=cnn,lenet --halving",
      "  lockstep tune houses.csv --set optimizer=adamw,sgd --set batch=16,32 --grid",
      "  lockstep tune flowers/ --trials 100 --max-time 2h"
    })
final class TuneCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "DATA",
      defaultValue = "glyphs",
      description = "A built-in name, a file or a folder. Default: ${DEFAULT-VALUE}.")
  private String data = "glyphs";

  @ArgGroup(validate = false, heading = "%nWhat is searched, and how:%n")
  private How how = new How();

  @ArgGroup(validate = false)
  private ProjectOptions project = new ProjectOptions();

  @Mixin private Computers computers = new Computers();

  /// What is searched, and how.
  static final class How {

    @Option(
        names = "--set",
        paramLabel = "SETTING",
        description =
            "Something that may be chosen: lr=1e-4..1e-1:log, batch=16,32,64, model=cnn,lenet. May"
                + " be given several times.")
    private List<String> settings = List.of();

    @Option(
        names = "--trials",
        defaultValue = "0",
        description = "At most so many. Default: 16, or with --grid all.")
    private int trials;

    @Option(
        names = "--grid",
        description = "Try all combinations; ranges have four points, whole numbers all.")
    private boolean grid;

    @Option(
        names = "--halving",
        description =
            "Give all trials a ninth of the epochs first; the best third of them gets three times"
                + " as many, and so on.")
    private boolean halving;

    @Option(
        names = "--patience",
        defaultValue = "0",
        paramLabel = "EPOCHS",
        description = "End a training after so many epochs without improvement. Default: never.")
    private int patience;

    @Option(
        names = "--max-time",
        defaultValue = "",
        paramLabel = "TIME",
        description = "End the search after that time: 90s, 10m or 2h. Default: no limit.")
    private String time = "";

    @Option(
        names = "--results",
        paramLabel = "FILE",
        description =
            "Where results are kept, and read from if it is there. Default: a file in --runs for"
                + " this search.")
    private Optional<Path> results = Optional.empty();

    @Option(
        names = "--runs",
        defaultValue = "runs",
        paramLabel = "DIR",
        description = "The folder of all runs. Default: ${DEFAULT-VALUE}.")
    private Path runs = Path.of("runs");

    private How() {}
  }

  @Option(names = "--quiet", description = "Say only what came of it.")
  private boolean quiet;

  @Option(
      names = "--json",
      description = "Print each result, and the best, as a JSON object on a line.")
  private boolean json;

  TuneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    Preconditions.requireWritable("--runs", how.runs);
    List<Setting> settings =
        Preconditions.usage(() -> how.settings.stream().map(Tuning::setting).toList());
    var plan =
        Preconditions.usage(() ->
            new Tuning.Plan(
                how.grid ? Search.Way.GRID : Search.Way.RANDOM,
                how.trials,
                how.halving,
                project.seed()));
    Learning learning = project.learning();
    double seconds = Preconditions.usage(() -> RunOptions.seconds(how.time));
    Limits limits = computers.limits(how.patience, seconds, Limits.Mode.WHOLE);
    Source source = Preconditions.usage(() -> Source.open(project.wanted(data)));
    Tuning tuning = Preconditions.usage(() -> Tuning.of(source, learning, limits, settings, plan));
    Path file = how.results.orElse(how.runs.resolve(tuning.fileName()));
    var progress = new TuneProgress(terminal, tuning, Training.show(quiet, json));
    progress.introduce(source, file);
    Results results;
    try (Interrupts _ = Interrupts.ask(tuning::stop)) {
      results = tuning.run(file, progress);
    }
    if (results.all().isEmpty() && tuning.isOutOfTime()) {
      throw new CommandException(
          ExitCode.USAGE,
          "--max-time: expected time for a training, got "
              + how.time
              + ", which was over before one began. Give more.");
    }
    if (results.all().isEmpty()) {
      terminal.err().println("Stopped; no training ended.");
      return ExitCode.INTERRUPTED.code();
    }
    String train = project.train(data, best(tuning, results));
    if (json) {
      terminal
          .out()
          .println(TuneProgress.json("best", tuning, results.best()).with("command", train).text());
    } else {
      new TuneTable(terminal, tuning).print(results);
      terminal.out().println();
      terminal.out().println("train with the best:");
      terminal.out().println("  " + train);
    }
    if (tuning.isOutOfTime()) {
      terminal.err().println("The time was over; the same command again goes on.");
    }
    if (tuning.isStopped()) {
      terminal.err().println("Stopped; the same command again goes on.");
      return ExitCode.INTERRUPTED.code();
    }
    return ExitCode.OK.code();
  }

  /// Epochs that a trial was given are part of what made it the best.
  private static Learning best(Tuning tuning, Results results) {
    var best = results.best();
    return tuning
        .learning(best.trial())
        .epochs(tuning.epochs(best.trial(), tuning.usual().learning().epochs()));
  }
}
