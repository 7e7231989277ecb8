package lockstep.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import lockstep.cli.progress.Words;
import lockstep.nn.project.DataKind;
import lockstep.nn.project.FineTuning;
import lockstep.nn.project.Freezing;
import lockstep.nn.project.Learning;
import lockstep.nn.project.Limits;
import lockstep.nn.project.Project;
import lockstep.nn.project.Session;
import lockstep.nn.project.Source;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep finetune`: a trained model learns on, from other data.
@Command(
    name = "finetune",
    header = {"Let a trained model learn on from a little other data.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Let a trained model learn on from DATA of its kind, which may be little: what it has learnt"
          + " stays, and so does what it does to data before it sees it (sizes, means, words,"
          + " columns). Where the classes are others, it gets a new last layer.",
      "",
      "A new last layer learns alone in the first epoch, so that its first steps spoil nothing;"
          + " then all layers learn, the earlier the more slowly. In both stages the rate rises and"
          + " falls once. The result is a run like any other: `eval`, `predict` and `resume` know"
          + " it.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep finetune runs/cnn-flowers-1 orchids/",
      "  lockstep finetune model.lockstep my-digits/ --epochs 10 --freeze-epochs 2",
      "  lockstep finetune runs/cnn-flowers-1 orchids/ --freeze"
    })
final class FinetuneCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "The directory of a run, or a model file.")
  private Path model = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DATA",
      defaultValue = "",
      description =
          "A built-in name, a file or a folder, of the kind that the model learnt from. Default:"
              + " the data that it learnt from.")
  private String data = "";

  @ArgGroup(validate = false, heading = "%nHow it is learnt:%n")
  private How how = new How();

  @ArgGroup(validate = false, heading = "%nHow long, and where:%n")
  private RunOptions where = new RunOptions();

  @Mixin private Computers computers = new Computers();

  /// How it is learnt.
  static final class How {

    @Option(
        names = "--epochs",
        defaultValue = "0",
        description =
            "How often all data is learnt from, in both stages together. Default: a third of what"
                + " training takes.")
    private int epochs;

    @Option(
        names = "--freeze-epochs",
        defaultValue = "-1",
        paramLabel = "EPOCHS",
        description =
            "How many of them the last layer learns alone. Default: 1 where it is new, else 0.")
    private int freezeEpochs;

    @Option(
        names = "--freeze",
        description =
            "Only the last layer learns, in all epochs: nothing else changes, not even the averages"
                + " of normalisation.")
    private boolean freeze;

    @Option(
        names = "--slowest",
        defaultValue = "0.1",
        paramLabel = "SHARE",
        description =
            "The share of the rate at which the first layer learns; those between it and the last"
                + " lie between. 1 for the same rate in all. Default: ${DEFAULT-VALUE}.")
    private double slowest;

    @Option(
        names = "--batch",
        defaultValue = "0",
        description = "Samples of a step. Default: what suits the data.")
    private int batch;

    @Option(
        names = "--lr",
        defaultValue = "0",
        paramLabel = "RATE",
        description =
            "The largest learning rate of the last layer. Default: what suits network and"
                + " optimizer.")
    private double rate;

    @Option(
        names = "--optimizer",
        completionCandidates = Choices.Optimizers.class,
        defaultValue = "adamw",
        paramLabel = "OPTIMIZER",
        description =
            "adamw, adam, sgd (with momentum), nesterov, rmsprop or lion. Default:"
                + " ${DEFAULT-VALUE}.")
    private String optimizer = "adamw";

    @Option(
        names = "--augment",
        negatable = true,
        defaultValue = "true",
        fallbackValue = "true",
        description = "Whether pictures and sounds vary while learning. Default: ${DEFAULT-VALUE}.")
    private boolean augment = true;

    @Option(
        names = "--kind",
        completionCandidates = Choices.Kinds.class,
        defaultValue = "auto",
        description =
            "What DATA is, where it is not found out: images, idx, cifar, table, series, text,"
                + " labelled-text, sounds. Default: ${DEFAULT-VALUE}.")
    private String kind = "auto";

    @Option(
        names = "--seed",
        description = "What all chance depends on. Default: that of the model.")
    private Optional<Long> seed = Optional.empty();

    private How() {}
  }

  @Option(names = "--quiet", description = "Say only what came of it.")
  private boolean quiet;

  @Option(names = "--json", description = "Print each event as a JSON object on a line.")
  private boolean json;

  FinetuneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    var training = new Training(terminal, Training.show(quiet, json));
    Freezing freezing =
        Preconditions.usage(() -> new Freezing(how.freezeEpochs, how.freeze, how.slowest));
    Learning learning = Preconditions.usage(this::learning);
    Limits limits = where.limits(computers, Limits.Mode.WHOLE);
    DataKind kind = Preconditions.usage(() -> DataKind.of(how.kind));
    FineTuning tuning = Preconditions.model(() -> Preconditions.usage(() -> FineTuning.of(model)));
    long seed = how.seed.orElse(tuning.purpose().data().seed());
    Source source = Preconditions.usage(() -> tuning.open(data, kind, seed));
    Project project = Preconditions.usage(() -> tuning.resolve(source, learning, limits, freezing));
    training.introduce(source, project);
    if (training.show() == Training.Show.LINES) {
      terminal.err().println(beginning(tuning.needsHead(source), project));
      terminal.err().println(stages(project));
    }
    return training
        .run(() -> Session.begin(project, source, where.runs(), where.name()), source)
        .code();
  }

  private Learning learning() {
    return Learning.usual()
        .epochs(how.epochs)
        .batch(how.batch)
        .rate(how.rate)
        .optimizer(how.optimizer)
        .augment(how.augment);
  }

  private String beginning(boolean anew, Project project) {
    return "begins as "
        + Summary.near(model.toString())
        + (anew
            ? ", with a new last layer for " + project.labels().size() + " classes"
            : ", its last layer too");
  }

  private String stages(Project project) {
    if (how.freeze) {
      return "only the last layer learns";
    }
    String all =
        how.slowest < 1
            ? "all layers learn, the first at "
                + Words.number(how.slowest * project.learning().rate())
            : "all layers learn at the same rate";
    return project
        .recipe()
        .thaw()
        .map(thaw -> "the last layer learns alone for " + thaw.after() + " steps, then " + all)
        .orElse(all);
  }
}
