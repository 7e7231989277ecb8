package lockstep.cli;

import lockstep.kernels.Parallel;
import picocli.CommandLine.Option;

/// How many threads compute.
final class Threads {

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many threads compute. Default: as many as there are processors.")
  private int count;

  Threads() {}

  /// {@return how many; 0 for as many as there are processors}
  int count() {
    if (count < 0 || count > Parallel.MOST_THREADS) {
      throw new CommandException(
          ExitCode.USAGE,
          "--threads: expected 0 (all processors) to "
              + Parallel.MOST_THREADS
              + ", got "
              + count
              + ".");
    }
    return count;
  }
}
