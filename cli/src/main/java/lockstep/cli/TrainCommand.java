package lockstep.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lockstep.nn.project.DataKind;
import lockstep.nn.project.Defaults;
import lockstep.nn.project.Learning;
import lockstep.nn.project.Limits;
import lockstep.nn.project.Project;
import lockstep.nn.project.Session;
import lockstep.nn.project.Source;
import lockstep.nn.project.TaskKind;
import lockstep.nn.project.Wanted;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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

  private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([smh]?)");

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "DATA",
      defaultValue = "glyphs",
      description = "A built-in name, a file or a folder. Default: ${DEFAULT-VALUE}.")
  private String data = "glyphs";

  @ArgGroup(validate = false, heading = "%nWhat is learnt:%n")
  private What what = new What();

  @ArgGroup(validate = false, heading = "%nHow it is learnt:%n")
  private How how = new How();

  @ArgGroup(validate = false, heading = "%nHow long, and where:%n")
  private Where where = new Where();

  /// What is learnt.
  static final class What {

    @Option(
        names = "--kind",
        defaultValue = "auto",
        description =
            "What DATA is: auto, images, idx, cifar, table, series, text, labelled-text, sounds."
                + " Default: ${DEFAULT-VALUE}.")
    private String kind = "auto";

    @Option(
        names = "--task",
        defaultValue = "auto",
        description =
            "auto, classification, regression, language-model, forecasting or reconstruction."
                + " Default: ${DEFAULT-VALUE}.")
    private String task = "auto";

    @Option(
        names = "--target",
        defaultValue = "",
        paramLabel = "COLUMN",
        description = "The column of a table to foretell. Default: one named so, else the last.")
    private String target = "";

    @Option(
        names = "--model",
        defaultValue = "",
        paramLabel = "NAME|FILE",
        description =
            "cnn, mlp, lenet, resnet20, mobilenet, lstm, gru, encoder, chargpt or autoencoder; or a"
                + " text file that lists layers, such as `lockstep model` prints. Default: what"
                + " suits the data.")
    private String model = "";

    private What() {}
  }

  /// How it is learnt.
  static final class How {

    @Option(
        names = "--epochs",
        defaultValue = "0",
        description = "How often all data is learnt from. Default: what suits the data.")
    private int epochs;

    @Option(
        names = "--batch",
        defaultValue = "0",
        description = "Samples of a step. Default: what suits the data.")
    private int batch;

    @Option(
        names = "--lr",
        defaultValue = "0",
        paramLabel = "RATE",
        description = "The largest learning rate. Default: what suits network and optimizer.")
    private double rate;

    @Option(
        names = "--optimizer",
        defaultValue = "adamw",
        paramLabel = "NAME",
        description =
            "adamw, adam, sgd (with momentum), nesterov, rmsprop or lion. Default:"
                + " ${DEFAULT-VALUE}.")
    private String optimizer = "adamw";

    @Option(
        names = "--schedule",
        defaultValue = "one-cycle",
        paramLabel = "NAME",
        description =
            "How the rate changes: one-cycle, cosine, warm-up or constant. Default:"
                + " ${DEFAULT-VALUE}.")
    private String schedule = "one-cycle";

    @Option(
        names = "--augment",
        negatable = true,
        defaultValue = "true",
        fallbackValue = "true",
        description = "Whether pictures and sounds vary while learning. Default: ${DEFAULT-VALUE}.")
    private boolean augment = true;

    @Option(
        names = "--freeze",
        paramLabel = "GLOB",
        description =
            "Parameters that do not learn, by their names: * stands for anything, as in '0.*'. May"
                + " be given several times.")
    private List<String> freeze = List.of();

    @Option(
        names = "--seed",
        defaultValue = "1",
        description = "What all chance depends on. Default: ${DEFAULT-VALUE}.")
    private long seed;

    private How() {}
  }

  /// How long, and where.
  static final class Where {

    @Option(
        names = "--patience",
        defaultValue = "0",
        paramLabel = "EPOCHS",
        description = "End after so many epochs without improvement. Default: never.")
    private int patience;

    @Option(
        names = "--max-time",
        defaultValue = "",
        paramLabel = "TIME",
        description =
            "End after that time: 90s, 10m or 2h; rates fall in time for it where it is too short"
                + " for all epochs. Default: no limit.")
    private String time = "";

    @Option(
        names = "--threads",
        defaultValue = "0",
        description = "How many threads compute. Default: as many as there are processors.")
    private int threads;

    @Option(
        names = "--backend",
        defaultValue = "simd",
        paramLabel = "NAME",
        description =
            "Who computes matrix products: simd (our own, the same bits everywhere), openblas, or"
                + " auto (of each the faster). Default: ${DEFAULT-VALUE}.")
    private String backend = "simd";

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
        names = "--name",
        defaultValue = "",
        description = "The run's name. Default: network, data and a number.")
    private String name = "";

    @Option(
        names = "--runs",
        defaultValue = "runs",
        paramLabel = "DIR",
        description = "The folder of all runs. Default: ${DEFAULT-VALUE}.")
    private Path runs = Path.of("runs");

    @Option(
        names = "--resume",
        paramLabel = "RUN",
        description = "Go on with a run instead: the same as `lockstep resume RUN`.")
    private Optional<Path> resume = Optional.empty();

    private Where() {}
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
    if (where.resume.isPresent()) {
      return ResumeCommand.resume(training, where.resume.get(), how.epochs).code();
    }
    Wanted wanted =
        Preconditions.usage(() ->
            new Wanted(
                data, DataKind.of(what.kind), TaskKind.of(what.task), what.target, how.seed));
    Learning learning = Preconditions.usage(this::learning);
    Limits limits = Preconditions.usage(this::limits);
    if (limits.mode() == Limits.Mode.WHOLE) {
      Preconditions.requireWritable("--runs", where.runs);
    }
    Source source = Preconditions.usage(() -> Source.open(wanted));
    Project project =
        Preconditions.usage(() -> Defaults.resolve(source, learning, limits).freeze(how.freeze));
    training.introduce(source, project);
    try (Session session = Session.begin(project, source, where.runs, where.name)) {
      return training.run(session, source).code();
    }
  }

  private Learning learning() {
    return new Learning(
        what.model, how.epochs, how.batch, how.rate, how.optimizer, how.schedule, how.augment);
  }

  private Limits limits() {
    if (where.overfit && where.dry) {
      throw new IllegalArgumentException("expected --overfit-batch or --dry-run, got both.");
    }
    Limits.Mode mode =
        where.dry ? Limits.Mode.DRY_RUN : where.overfit ? Limits.Mode.ONE_BATCH : Limits.Mode.WHOLE;
    return new Limits(
        where.threads,
        Preconditions.backend(where.backend),
        where.patience,
        seconds(where.time),
        mode);
  }

  static double seconds(String time) {
    if (time.isEmpty()) {
      return 0;
    }
    Matcher matcher = TIME.matcher(time);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "--max-time: expected a time such as 90s, 10m or 2h, got '" + time + "'.");
    }
    double unit =
        switch (matcher.group(2)) {
          case "h" -> 3600;
          case "m" -> 60;
          default -> 1;
        };
    return Double.parseDouble(matcher.group(1)) * unit;
  }
}
