package lockstep.blas;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A second JVM over the classes under test.
record ChildJvm(Process process) {

  /// @param result what it exited with
  /// @param output what it printed on both streams
  record Outcome(int result, String output) {}

  static ChildJvm start(List<String> flags, Class<?> main, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(flags);
    command.add("-cp");
    command.add(
        Stream.of(BundledLibrary.class, main)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().toString())
            .map(location -> Path.of(URI.create(location)).toString())
            .distinct()
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  Outcome await() throws IOException, InterruptedException {
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Outcome(process.waitFor(), output);
  }
}
