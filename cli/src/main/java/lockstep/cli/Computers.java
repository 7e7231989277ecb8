package lockstep.cli;

import lockstep.nn.project.Limits;
import picocli.CommandLine.Option;

/// Who computes.
final class Computers {

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

  Computers() {}

  Limits limits(int patience) {
    return limits(patience, 0, Limits.Mode.WHOLE);
  }

  Limits limits(int patience, double seconds, Limits.Mode mode) {
    return Preconditions.usage(
        () -> new Limits(threads, Preconditions.backend(backend), patience, seconds, mode));
  }
}
