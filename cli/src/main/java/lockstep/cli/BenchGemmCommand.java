package lockstep.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lockstep.cli.bench.GemmCase;
import lockstep.cli.bench.Start;
import lockstep.kernels.gemm.GemmShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `lockstep bench gemm`: times matrix products.
@Command(
    name = "gemm",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Time matrix products. Each shape runs by turns through our kernel and through OpenBLAS, both on as many threads; the medians of nine"
          + " windows are shown, in GFLOP/s. The last column is the share of what fused multiply-adds alone reach or,"
          + " where one operand is a vector, of what reading the matrix alone does.",
      ""
    },
    footer = {"", "Example: lockstep bench gemm --shapes 512x512x512,64x512x784nt --threads 2"})
final class BenchGemmCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Option(
      names = "--shapes",
      split = ",",
      paramLabel = "MxNxK[tt]",
      defaultValue = "64x64x64,256x256x256,512x512x512,1024x1024x1024",
      description =
          "The products: rows and columns of the result, inner size; then n or t for each operand, t where it is"
              + " transposed. Default: ${DEFAULT-VALUE}.")
  private List<String> shapes = List.of();

  @Mixin private BenchThreads threads = new BenchThreads();

  @Option(
      names = "--packed",
      description = "Give our kernel a right operand that was packed before, as weights can be.")
  private boolean packed;

  @Option(
      names = "--from-start",
      description =
          "Only say how long after its start this process multiplied the first shape at nine tenths"
              + " of its final rate.")
  private boolean fromStart;

  @Option(names = "--json", description = "Print one JSON object a line instead of a table.")
  private boolean json;

  BenchGemmCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    int count = threads.count();
    List<GemmCase> cases = cases();
    if (fromStart) {
      print(Start.measure(cases.getFirst().shape(), count));
      return ExitCode.OK.code();
    }
    if (!json) {
      row("shape", "GFLOP/s", "OpenBLAS", "ratio", "of peak");
    }
    for (GemmCase each : cases) {
      print(each.measure(count, packed ? GemmCase.Right.PACKED : GemmCase.Right.AS_IT_IS));
    }
    return ExitCode.OK.code();
  }

  private List<GemmCase> cases() {
    try {
      return GemmCase.parseAll(shapes);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--shapes: " + e.getMessage() + ".");
    }
  }

  private void print(Start start) {
    if (json) {
      terminal.out().println(start.json().text());
      return;
    }
    terminal
        .out()
        .println(
            String.format(
                Locale.ROOT,
                "%s: %.2f s from the start of the process to 90 %% of %.1f GFLOP/s.",
                spelled(start.shape()),
                start.seconds(),
                start.gflops()));
  }

  private void print(GemmCase.Result result) {
    if (json) {
      terminal.out().println(result.json().text());
      return;
    }
    row(
        spelled(result.shape()),
        number(result.gflops()),
        number(result.openBlasGflops()),
        number(result.ratio()),
        String.format(
            Locale.ROOT,
            "%.0f %%%s",
            100 * result.share(),
            result.isVector() ? " of reading" : ""));
  }

  private static String spelled(GemmShape shape) {
    return shape.m()
        + "x"
        + shape.n()
        + "x"
        + shape.k()
        + (shape.transA() ? "t" : "n")
        + (shape.transB() ? "t" : "n");
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.2f", value);
  }

  private void row(String shape, String ours, String theirs, String ratio, String share) {
    terminal
        .out()
        .println(
            String.format(Locale.ROOT, "%-20s %9s %9s %6s %8s", shape, ours, theirs, ratio, share));
  }
}
