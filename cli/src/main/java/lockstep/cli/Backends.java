package lockstep.cli;

import lockstep.kernels.gemm.Backend;
import picocli.CommandLine.Option;

/// Who computes matrix products.
final class Backends {

  @Option(
      names = "--backend",
      defaultValue = "simd",
      paramLabel = "NAME",
      description =
          "Who computes matrix products: simd (our own, the same bits everywhere), openblas, or"
              + " auto (of each the faster). Default: ${DEFAULT-VALUE}.")
  private String name = "simd";

  Backends() {}

  /// {@return the backend, which this machine has}
  Backend backend() {
    return Preconditions.backend(name);
  }
}
