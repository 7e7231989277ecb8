package lockstep.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs a command as a shell would, in an environment that holds only what a test gives it.
final class Shell {

  private static final int SECONDS = 60;

  private Shell() {}

  /// How a command ended.
  record Result(int code, String out, String err) {}

  static Result run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    return finish(start(folder, environment, List.of(command)));
  }

  /// A started command; its output goes to files, so that no full pipe can stop it.
  record Started(Process process, Path out, Path err) {}

  static Started start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(environment);
    return new Started(builder.start(), out, err);
  }

  static Result finish(Started started) throws IOException, InterruptedException {
    if (!started.process().waitFor(SECONDS, TimeUnit.SECONDS)) {
      started.process().destroyForcibly();
      throw new IllegalStateException("still running after " + SECONDS + " s");
    }
    return new Result(
        started.process().exitValue(),
        Files.readString(started.out()),
        Files.readString(started.err()));
  }

  /// Makes a folder that looks like a JDK; its `java` does nothing.
  static Path jdk(Path home, String version, boolean vectorModule) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    script(home.resolve("bin/java"), "exit 0");
    script(home.resolve("bin/javac"), "exit 0");
    Files.writeString(
        home.resolve("release"),
        "JAVA_VERSION=\"%s\"\nMODULES=\"java.base%s\"\n"
            .formatted(version, vectorModule ? " jdk.incubator.vector jdk.jlink" : ""));
    return home;
  }

  static Path script(Path file, String... lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    if (!file.toFile().setExecutable(true)) {
      throw new IOException(file + " cannot be made executable");
    }
    return file;
  }
}
