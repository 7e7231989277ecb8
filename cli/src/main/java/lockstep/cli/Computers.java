package lockstep.cli;

import lockstep.nn.project.Limits;
import picocli.CommandLine.Mixin;

/// Who computes.
final class Computers {

  @Mixin private Threads threads = new Threads();

  @Mixin private Backends backends = new Backends();

  Computers() {}

  Limits limits(int patience) {
    return limits(patience, 0, Limits.Mode.WHOLE);
  }

  Limits limits(int patience, double seconds, Limits.Mode mode) {
    return Preconditions.usage(
        () -> new Limits(threads.count(), backends.backend(), patience, seconds, mode));
  }
}
