package lockstep.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import lockstep.cli.bench.PeakMemory;
import lockstep.cli.bench.Profile;
import lockstep.cli.bench.StepCase;
import lockstep.cli.bench.Workload;
import lockstep.nn.graph.Mode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lockstep bench step`: times whole steps of networks.
@Command(
    name = "step",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Time whole steps: forward, loss, gradients and update to train, forward alone to infer."
          + " After 1.2 seconds of warm-up, seven windows of 0.3 seconds; the rates are those of"
          + " the window in the middle, the slowest and the fastest.",
      "",
      "The networks are those by which other runtimes were measured too: mlp (784-512-256-10, SGD"
          + " with momentum), lenet (two convolutions 5x5; Adam), resnet20 (3x32x32; SGD with"
          + " momentum and decay), resnet18 (3x224x224; the same), chargpt (4 blocks, 4 heads, 128"
          + " wide, 64 tokens; AdamW), lstm (64 to 256, 100 steps; Adam). Inputs and targets are"
          + " random. The lstm has one bias where PyTorch keeps two and adds them: 331,274"
          + " parameters instead of 332,298 for the same work.",
      ""
    },
    footer = {
      "",
      "Example: lockstep bench step --model resnet20 --mode train --threads 2 --profile"
    })
final class BenchStepCommand implements Callable<Integer> {

  private static final int MOST_STEPS = 1_000_000;
  private static final int MOST_EXAMPLES = 4096;
  private static final int LABEL = 44;

  /// Widths of columns, those of texts negative.
  private static final List<Integer> RESULT = List.of(-9, -6, 5, -9, 10, 10, 10, 9, 8, 8, 11);

  private static final List<Integer> NODE = List.of(-LABEL, -19, 9, 7, 8, 8, 7);

  private static final List<Integer> KIND = List.of(-24, 5, 9, 7);

  private final Terminal terminal;

  @Option(
      names = "--model",
      defaultValue = "mlp",
      paramLabel = "NAME",
      description = "The network. Default: ${DEFAULT-VALUE}.")
  private String model = "";

  @Option(
      names = "--mode",
      defaultValue = "train",
      paramLabel = "train|infer",
      description = "What a step is. Default: ${DEFAULT-VALUE}.")
  private String mode = "";

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "How many examples a step has. Default: 64; for resnet18 8, chargpt 12, lstm 32.")
  private Optional<Integer> batch = Optional.empty();

  @Mixin private BenchThreads threads = new BenchThreads();

  @Mixin private Backends backends = new Backends();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Run exactly so many steps, without warm-up, and end: for timing whole runs.")
  private Optional<Integer> steps = Optional.empty();

  @Option(
      names = "--profile",
      description =
          "Then time every node of the plan for two more seconds, and show them, the slowest first:"
              + " of products the GFLOP/s, of all others the GB/s. Each node sees the whole batch"
              + " then; a step may take a few images at a time through several nodes. Of a"
              + " convolution every tap counts, so that Winograd's squares can exceed the peak.")
  private boolean profile;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  BenchStepCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    StepCase step = step();
    StepCase.Result result = step.measure(steps);
    if (result.peak().source() == PeakMemory.Source.JVM) {
      terminal
          .err()
          .println(
              "This system does not tell the resident memory of a process: peak_mb is what the JVM"
                  + " counts of its own.");
    }
    print(result);
    if (profile) {
      print(step.profile());
    }
    return ExitCode.OK.code();
  }

  private StepCase step() {
    Workload workload = workload();
    int examples = batch.orElse(workload.batch());
    int count = threads.count();
    requireWithin("--batch", examples, MOST_EXAMPLES);
    requireWithin("--steps", steps.orElse(1), MOST_STEPS);
    try {
      return StepCase.of(workload, mode(), examples, count, backends.backend());
    } catch (ArithmeticException | OutOfMemoryError _) {
      throw new CommandException(
          ExitCode.USAGE,
          "--batch: " + examples + " examples of " + model + " are too many. Take fewer.");
    }
  }

  private Workload workload() {
    try {
      return Workload.named(model);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--model: " + e.getMessage() + ".");
    }
  }

  private Mode mode() {
    return switch (mode) {
      case "train" -> Mode.TRAIN;
      case "infer" -> Mode.INFER;
      default ->
          throw new CommandException(
              ExitCode.USAGE, "--mode: expected train or infer; got '" + mode + "'.");
    };
  }

  private static void requireWithin(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new CommandException(
          ExitCode.USAGE, option + ": expected 1 to " + most + ", got " + value + ".");
    }
  }

  private void print(StepCase.Result result) {
    if (json) {
      terminal.out().println(result.json().text());
      return;
    }
    row(
        RESULT,
        "model",
        "mode",
        "batch",
        "unit",
        "median",
        "min",
        "max",
        "ms/step",
        "peak MB",
        "threads",
        "parameters");
    row(
        RESULT,
        result.workload().text(),
        result.modeText(),
        whole(result.batch()),
        result.unit(),
        number(result.median()),
        number(result.min()),
        number(result.max()),
        number(result.msPerStep()),
        number(result.peak().megabytes()),
        whole(result.threads()),
        whole(result.parameters()));
  }

  private void print(Profile times) {
    List<Profile.Line> lines = times.lines();
    terminal.out().println();
    terminal
        .out()
        .println(
            lines.size()
                + " nodes, "
                + number(times.microseconds())
                + " us a step, mean of "
                + times.steps()
                + " steps; peak "
                + number(times.peakGflops())
                + " GFLOP/s on "
                + times.threads()
                + " threads");
    row(NODE, "node", "shape", "us", "share", "GFLOP/s", "of peak", "GB/s");
    for (Profile.Line each : lines) {
      boolean products = each.work().isOfProducts();
      row(
          NODE,
          label(each),
          each.shape().toString(),
          number(each.microseconds()),
          percent(times.share(each.microseconds()), 1),
          products ? number(each.gflops()) : "-",
          products ? percent(times.peakShare(each), 0) : "-",
          products ? "-" : number(each.gigabytes()));
    }
    terminal.out().println();
    row(KIND, "operation", "nodes", "us", "share");
    for (Profile.Kind each : times.kinds()) {
      row(
          KIND,
          each.name(),
          whole(each.nodes()),
          number(each.microseconds()),
          percent(times.share(each.microseconds()), 1));
    }
  }

  private static String label(Profile.Line line) {
    String label = line.node().toString();
    return label.length() <= LABEL ? label : label.substring(0, LABEL - 1) + "…";
  }

  private static String percent(double share, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f %%", 100 * share);
  }

  /// About four digits.
  private static String number(double value) {
    return String.format(
        Locale.ROOT, value >= 1000 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }

  private static String whole(long value) {
    return Long.toString(value);
  }

  private void row(List<Integer> widths, String... cells) {
    var row = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      int width = widths.get(i);
      String gap = " ".repeat(Math.max(0, Math.abs(width) - cells[i].length()));
      row.append(i == 0 ? "" : " ").append(width < 0 ? cells[i] + gap : gap + cells[i]);
    }
    terminal.out().println(row.toString().stripTrailing());
  }
}
