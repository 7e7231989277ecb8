package lockstep.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lockstep.cli.bench.MapCase;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lockstep bench map`: times kernels of elements and rows.
@Command(
    name = "map",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Time kernels that do little with each element: functions, softmax, layer norm, updates, random numbers, moves."
          + " The medians of nine windows are shown, in elements a nanosecond and in GB/s, each stream of memory"
          + " counted once when read and once when written. Random numbers are made on one thread. Where memory is the bar, a large copy runs by turns with"
          + " the kernel.",
      ""
    },
    footer = {"", "Example: lockstep bench map --cases exp,softmax-1000,adam-16m"})
final class BenchMapCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--cases",
      split = ",",
      paramLabel = "NAME",
      description = "Which kernels: names as in the table. Default: all, about 20 seconds.")
  private List<String> names = List.of();

  @Mixin private BenchThreads threads = new BenchThreads();

  @Option(names = "--json", description = "Print one JSON object a line instead of a table.")
  private boolean json;

  BenchMapCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    int count = threads.count();
    List<MapCase> cases = cases();
    if (!json) {
      row("case", "elements/ns", "GB/s", "copy", "of copy");
    }
    for (MapCase each : cases) {
      print(each.measure(count));
    }
    return ExitCode.OK.code();
  }

  private List<MapCase> cases() {
    try {
      return MapCase.named(names);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--cases: " + e.getMessage() + ".");
    }
  }

  private void print(MapCase.Result result) {
    if (json) {
      terminal.out().println(result.json().text());
      return;
    }
    double share = result.copyShare();
    row(
        result.name(),
        number(result.elementsPerNano()),
        number(result.gigabytes()),
        number(result.copyGigabytes()),
        Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * share));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private void row(String name, String elements, String gigabytes, String copy, String share) {
    terminal
        .out()
        .println(
            String.format(
                Locale.ROOT, "%-21s %11s %8s %7s %8s", name, elements, gigabytes, copy, share));
  }
}
