package lockstep.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bindings are what jextract made of the header and nobody has touched them since. Surefire
/// runs tests in the module's folder, which the paths here are relative to.
class GeneratedSourcesTest {

  private static final Path CHECKSUMS = Path.of("openblas/checksums.txt");
  private static final Path SCRIPT = Path.of("openblas/regenerate.sh");

  @TempDir Path temporary;

  private static Map<Path, String> listed() throws IOException {
    return Files.readAllLines(CHECKSUMS).stream()
        .collect(
            Collectors.toMap(
                // sha256sum writes 64 digits and two spaces
                line -> Path.of(line.substring(66)),
                line -> line.substring(0, 64)));
  }

  @Test
  void every_listed_file_is_as_it_was_generated() throws IOException {
    assertThat(listed()).isNotEmpty();
    for (var entry : listed().entrySet()) {
      assertThat(BundledLibrary.sha256(entry.getKey()))
          .as(
              "%s does not match %s. Generated files and their inputs are not edited: change"
                  + " openblas/symbols.txt or the header and run openblas/regenerate.sh.",
              entry.getKey(), CHECKSUMS)
          .isEqualTo(entry.getValue());
    }
  }

  @Test
  void every_generated_file_and_its_inputs_are_listed() throws IOException {
    try (var files = Files.walk(Path.of("src/generated"))) {
      List<Path> generated = files.filter(Files::isRegularFile).toList();
      assertThat(generated).isNotEmpty();
      assertThat(listed().keySet())
          .as("files in %s; run openblas/regenerate.sh", CHECKSUMS)
          .containsAll(generated)
          .contains(
              Path.of("openblas/cblas.h"),
              Path.of("openblas/openblas_config.h"),
              Path.of("openblas/symbols.txt"));
    }
  }

  @Test
  void regenerating_without_jextract_says_where_to_get_it_and_changes_nothing()
      throws IOException, InterruptedException {
    Path shell = Path.of("/bin/sh");
    Path dirname = Path.of("/usr/bin/dirname");
    Assumptions.assumeTrue(
        Files.isExecutable(shell) && Files.isExecutable(dirname), "no POSIX shell here");
    // A copy: a script gone wrong must not delete the sources of the tree under test.
    Path module = temporary.resolve("module");
    Path script = module.resolve(SCRIPT);
    Files.createDirectories(script.getParent());
    Files.copy(SCRIPT, script);
    Files.copy(CHECKSUMS, module.resolve(CHECKSUMS));
    Path generated = module.resolve("src/generated/java/Some.java");
    Files.createDirectories(generated.getParent());
    Files.writeString(generated, "class Some {}");
    Map<String, String> before = tree(module);
    // Nothing on PATH but what the script needs to get so far.
    Path bin = Files.createDirectory(temporary.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("dirname"), dirname);

    var builder = new ProcessBuilder(shell.toString(), script.toString()).redirectErrorStream(true);
    builder.environment().put("PATH", bin.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(output.lines()).hasSize(1);
    assertThat(output)
        .startsWith("jextract is not on PATH: ")
        .contains("openjdk/jextract")
        .endsWith(".\n");
    assertThat(tree(module)).isEqualTo(before);
  }

  private static Map<String, String> tree(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .collect(
              Collectors.toMap(
                  Path::toString, GeneratedSourcesTest::text, (a, _) -> a, TreeMap::new));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
