package lockstep.cli;

import lockstep.kernels.Parallel;
import picocli.CommandLine.Option;

/// How many threads a benchmark uses: one, where nothing is said, for that is what compares.
final class BenchThreads {

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many threads compute. Default: ${DEFAULT-VALUE}.")
  private int count = 1;

  BenchThreads() {}

  int count() {
    if (count < 1 || count > Parallel.MOST_THREADS) {
      throw new CommandException(
          ExitCode.USAGE,
          "--threads: expected 1 to " + Parallel.MOST_THREADS + ", got " + count + ".");
    }
    return count;
  }
}
