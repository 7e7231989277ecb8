package lockstep.nn.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.kernels.Lanes;
import lockstep.nn.json.Json;

/// Where a run runs, as far as this process can tell.
final class Environment {

  private static final String UNKNOWN = "unknown";
  private static final int MOST_LINKS = 5;

  private Environment() {}

  static Json.Fields of(Path near, Json.Fields more) {
    Json.Fields known =
        Json.object()
            .with("lockstep", version())
            .with("commit", commit(near).orElse(UNKNOWN))
            .with("java", property("java.vm.vendor") + " " + property("java.runtime.version"))
            .with("vm", property("java.vm.name"))
            .with("system", property("os.name") + " " + property("os.version"))
            .with("architecture", property("os.arch"))
            .with("cpu", cpu(Path.of("/proc/cpuinfo")))
            .with("processors", Runtime.getRuntime().availableProcessors())
            .with("lanes", Lanes.COUNT)
            .with("largest_heap_bytes", Runtime.getRuntime().maxMemory());
    var all = new LinkedHashMap<>(known.members());
    for (Map.Entry<String, Json> each : more.members().entrySet()) {
      all.put(each.getKey(), each.getValue());
    }
    return new Json.Fields(all);
  }

  private static String property(String name) {
    return System.getProperty(name, UNKNOWN);
  }

  private static String version() {
    return Optional.ofNullable(Environment.class.getPackage().getImplementationVersion())
        .orElse(UNKNOWN);
  }

  /// Linux tells; elsewhere the architecture must do.
  static String cpu(Path info) {
    try (Stream<String> lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(UNKNOWN);
    } catch (IOException _) {
      return UNKNOWN;
    }
  }

  /// The commit of the checkout that a folder lies in, if it lies in one.
  static Optional<String> commit(Path near) {
    for (Path folder = near; folder != null; folder = folder.getParent()) {
      Path git = folder.resolve(".git");
      if (Files.isDirectory(git)) {
        return commit(git, "HEAD", MOST_LINKS);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> commit(Path git, String name, int links) {
    try {
      Path file = git.resolve(name);
      if (!Files.isRegularFile(file)) {
        return packed(git, name);
      }
      String text = Files.readString(file).strip();
      if (text.startsWith("ref: ") && links > 0) {
        return commit(git, text.substring("ref: ".length()), links - 1);
      }
      return Optional.of(text).filter(commit -> commit.matches("[0-9a-f]{40,64}"));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> packed(Path git, String name) throws IOException {
    Path packed = git.resolve("packed-refs");
    if (!Files.isRegularFile(packed)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(packed)) {
      return lines
          .filter(line -> line.endsWith(" " + name))
          .map(line -> line.substring(0, line.indexOf(' ')))
          .findFirst();
    }
  }
}
