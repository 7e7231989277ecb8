package lockstep.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import lockstep.nn.project.Defaults;
import lockstep.nn.project.Learning;
import lockstep.nn.project.Limits;
import lockstep.nn.project.Project;
import lockstep.nn.project.Session;
import lockstep.nn.project.Source;
import lockstep.nn.project.Wanted;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep train`: from a name, a file or a folder to a model.
@Command(
    name = "train",
    header = {"Train a network on data of your own, or on built-in digits.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Train a network on DATA: glyphs (built-in digits, the default), spirals, waves, echo, mnist,"
          + " fashion-mnist, cifar10, a file or a folder. What it is and what the task is are found"
          + " out and said: folders of pictures or WAV files (a folder for each class), idx and"
          + " CIFAR files, CSV tables, series, texts with labels, plain text. Network, preparation,"
          + " epochs and rates are chosen for it; all can be set.",
      "",
      "A part of the data is held out and judges the result. The run leaves a directory with"
          + " settings, curves, checkpoints and the model. Ctrl-C once stops after the batch;"
          + " `resume` goes on as if nothing had happened.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep train",
      "  lockstep train flowers/ --epochs 20",
      "  lockstep train houses.csv --target price",
      "  lockstep train mnist --model lenet --max-time 5m",
      "  lockstep train mnist --model my.net"
    })
final class TrainCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "DATA",
      defaultValue = "glyphs",
      description = "A built-in name, a file or a folder. Default: ${DEFAULT-VALUE}.")
  private String data = "glyphs";

  @ArgGroup(validate = false)
  private ProjectOptions project = new ProjectOptions();

  @ArgGroup(validate = false, heading = "%nHow long, and where:%n")
  private RunOptions where = new RunOptions();

  @Mixin private Computers computers = new Computers();

  @ArgGroup(validate = false, heading = "%nOther ways:%n")
  private Ways ways = new Ways();

  /// Other ways than to learn from all, with all, from the beginning to the end.
  static final class Ways {

    @Option(
        names = "--freeze",
        paramLabel = "GLOB",
        description =
            "Parameters that do not learn, by their names: * stands for anything, as in '0.*'. May"
                + " be given several times.")
    private List<String> freeze = List.of();

    @Option(
        names = "--overfit-batch",
        description =
            "Learn one batch by heart, to see whether the network learns at all; keeps nothing.")
    private boolean overfit;

    @Option(
        names = "--dry-run",
        description =
            "Make one step and one judgement, to see whether all fits together; keeps nothing.")
    private boolean dry;

    @Option(
        names = "--resume",
        paramLabel = "RUN",
        description = "Go on with a run instead: the same as `lockstep resume RUN`.")
    private Optional<Path> resume = Optional.empty();

    private Ways() {}
  }

  @Option(names = "--quiet", description = "Say only what came of it.")
  private boolean quiet;

  @Option(names = "--json", description = "Print each event as a JSON object on a line.")
  private boolean json;

  TrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    var training = new Training(terminal, Training.show(quiet, json));
    if (ways.resume.isPresent()) {
      return ResumeCommand.resume(training, ways.resume.get(), project.epochs()).code();
    }
    Wanted wanted = project.wanted(data);
    Learning learning = project.learning();
    Limits limits = where.limits(computers, Preconditions.usage(this::mode));
    Source source = Preconditions.usage(() -> Source.open(wanted));
    Project resolved =
        Preconditions.usage(() -> Defaults.resolve(source, learning, limits).freeze(ways.freeze));
    training.introduce(source, resolved);
    return training
        .run(() -> Session.begin(resolved, source, where.runs(), where.name()), source)
        .code();
  }

  private Limits.Mode mode() {
    if (ways.overfit && ways.dry) {
      throw new IllegalArgumentException("expected --overfit-batch or --dry-run, got both.");
    }
    return ways.dry
        ? Limits.Mode.DRY_RUN
        : ways.overfit ? Limits.Mode.ONE_BATCH : Limits.Mode.WHOLE;
  }
}
