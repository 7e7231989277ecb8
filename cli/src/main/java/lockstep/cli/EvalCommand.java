package lockstep.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import lockstep.nn.project.Predictor;
import lockstep.nn.project.Session;
import lockstep.nn.project.Source;
import lockstep.nn.project.Wanted;
import lockstep.nn.train.Judgement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep eval`: what a model is worth.
@Command(
    name = "eval",
    header = {"Judge a model by data that it did not learn from.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Judge a trained model by data that it did not learn from: the part that was held out of its"
          + " own data, or DATA. Intervals are those in which 95 %% of resampled test sets fall.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep eval runs/cnn-glyphs-1",
      "  lockstep eval runs/cnn-flowers-1 more-flowers/"
    })
final class EvalCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The directory of a run, or a model file.")
  private Path run = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATA",
      defaultValue = "",
      description =
          "A built-in name, a file or a folder; its test part where it has one, else all of it."
              + " Default: what was held out.")
  private String data = "";

  @Mixin private Threads threads = new Threads();

  @Option(names = "--json", description = "Print one JSON object instead.")
  private boolean json;

  EvalCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    Predictor predictor =
        Preconditions.model(() -> Preconditions.usage(() -> Predictor.open(run, threads.count())));
    Judgement judgement = predictor.judge(data);
    boolean own = Source.isOwn(data, predictor.purpose());
    if (own && Files.isDirectory(run)) {
      warnOfChange(predictor);
    }
    if (json) {
      terminal.out().println(judgement.metric().json(0).with("loss", judgement.loss()).text());
      return ExitCode.OK.code();
    }
    String which =
        own ? "held out of " + Summary.near(predictor.purpose().data().data()) : "of " + data;
    terminal
        .out()
        .println(
            terminal.bold(run.toString())
                + String.format(Locale.ROOT, ": %,d ", judgement.metric().count())
                + which);
    terminal.out().println();
    var summary = new Summary(terminal);
    summary.table(judgement);
    summary.perClass(judgement);
    summary.confused(judgement);
    return ExitCode.OK.code();
  }

  /// What is held out of other data may have been learnt from.
  private void warnOfChange(Predictor predictor) {
    Wanted wanted = predictor.purpose().data();
    if (!Session.isSame(run, Source.open(wanted))) {
      terminal
          .err()
          .println(
              "note: "
                  + Summary.near(wanted.data())
                  + " changed since this run began: what is held out now may be what it learnt"
                  + " from.");
    }
  }
}
