package lockstep.cli;

import lockstep.nn.project.Learning;
import lockstep.nn.project.Wanted;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// What is learnt, and how: what `train` is told, and commands that try how it would go.
final class ProjectOptions {

  private static final String ADAMW = "adamw";
  private static final String ONE_CYCLE = "one-cycle";

  @ArgGroup(validate = false, heading = "%nWhat is learnt:%n")
  private What what = new What();

  @ArgGroup(validate = false, heading = "%nHow it is learnt:%n")
  private How how = new How();

  /// What is learnt.
  static final class What {

    @ArgGroup(validate = false)
    private Meaning meaning = new Meaning();

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
        completionCandidates = Choices.Optimizers.class,
        defaultValue = ADAMW,
        paramLabel = "OPTIMIZER",
        description =
            "adamw, adam, sgd (with momentum), nesterov, rmsprop or lion. Default:"
                + " ${DEFAULT-VALUE}.")
    private String optimizer = ADAMW;

    @Option(
        names = "--schedule",
        completionCandidates = Choices.Schedules.class,
        defaultValue = ONE_CYCLE,
        paramLabel = "SCHEDULE",
        description =
            "How the rate changes: one-cycle, cosine, warm-up or constant. Default:"
                + " ${DEFAULT-VALUE}.")
    private String schedule = ONE_CYCLE;

    @Option(
        names = "--augment",
        negatable = true,
        defaultValue = "true",
        fallbackValue = "true",
        description = "Whether pictures and sounds vary while learning. Default: ${DEFAULT-VALUE}.")
    private boolean augment = true;

    @Option(
        names = "--seed",
        defaultValue = "1",
        description = "What all chance depends on. Default: ${DEFAULT-VALUE}.")
    private long seed;

    private How() {}
  }

  ProjectOptions() {}

  Wanted wanted(String data) {
    return what.meaning.wanted(data, how.seed);
  }

  Learning learning() {
    return Preconditions.usage(() ->
        new Learning(
            what.model, how.epochs, how.batch, how.rate, how.optimizer, how.schedule, how.augment));
  }

  int epochs() {
    return how.epochs;
  }

  long seed() {
    return how.seed;
  }

  /// `train` with what was said of the data, and with what a search found.
  ///
  /// @param data the data
  /// @param learning how it is learnt; what is left open stays so
  String train(String data, Learning learning) {
    TrainLine line =
        what.meaning
            .train(data)
            .add("--model", learning.model(), "")
            .add("--epochs", String.valueOf(learning.epochs()), "0")
            .add("--batch", String.valueOf(learning.batch()), "0")
            .add("--lr", rate(learning.rate()), rate(0))
            .add("--optimizer", learning.optimizer(), ADAMW)
            .add("--schedule", learning.schedule(), ONE_CYCLE);
    if (!learning.augment()) {
      line.add("--no-augment");
    }
    return line.add("--seed", String.valueOf(how.seed), "1").text();
  }

  /// A rate as it can be typed: 0.064, 1.5e-5.
  static String rate(double rate) {
    return String.valueOf(rate).replace("E", "e").replace(".0e", "e");
  }
}
