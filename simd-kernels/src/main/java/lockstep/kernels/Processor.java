package lockstep.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the system tells of the processor and Java does not.
///
/// @param description as Linux or Windows words it; empty where nothing is told
record Processor(String description) {

  /// So many lines of Linux tell of the first core.
  private static final int LINES = 12;

  /// {@return the one of this machine}
  static Processor here() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return new Processor(lines.limit(LINES).collect(Collectors.joining("\n")));
    } catch (IOException e) {
      String windows = System.getenv("PROCESSOR_IDENTIFIER");
      return new Processor(windows == null ? "" : windows);
    }
  }

  /// {@return whether it is known to run an operation on 512 bits as two on 256: AMD's family 25,
  /// which is Zen 4}
  boolean splitsWideVectors() {
    return description.contains("AuthenticAMD")
        && (description.matches("(?s).*cpu family\\s*: 25\\b.*")
            || description.contains("Family 25 "));
  }
}
