package lockstep.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lockstep.cli.bench.ConvCase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lockstep bench conv`: times convolutions.
@Command(
    name = "conv",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Time convolutions of well-known networks: forward and both gradients by turns; the medians of nine windows are"
          + " shown, in GFLOP/s. Every tap of every window counts: where Winograd's squares spare"
          + " most multiplications, more than the peak is shown.",
      ""
    },
    footer = {"", "Example: lockstep bench conv --cases resnet18-64ch-56 --threads 2"})
final class BenchConvCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--cases",
      split = ",",
      paramLabel = "NAME",
      description = "Which convolutions: names as in the table. Default: all.")
  private List<String> names = List.of();

  @Mixin private BenchThreads threads = new BenchThreads();

  @Option(names = "--json", description = "Print one JSON object a line instead of a table.")
  private boolean json;

  BenchConvCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    int count = threads.count();
    List<ConvCase> cases = cases();
    if (!json) {
      row("case", "direction", "GFLOP/s", "of peak");
    }
    for (ConvCase each : cases) {
      each.measure(count).forEach(this::print);
    }
    return ExitCode.OK.code();
  }

  private List<ConvCase> cases() {
    try {
      return ConvCase.named(names);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--cases: " + e.getMessage() + ".");
    }
  }

  private void print(ConvCase.Result result) {
    if (json) {
      terminal.out().println(result.json().text());
      return;
    }
    row(
        result.name(),
        result.direction().text(),
        String.format(Locale.ROOT, "%.2f", result.gflops()),
        String.format(Locale.ROOT, "%.0f %%", 100 * result.peakShare()));
  }

  private void row(String name, String direction, String rate, String share) {
    terminal
        .out()
        .println(String.format(Locale.ROOT, "%-20s %-15s %9s %8s", name, direction, rate, share));
  }
}
