package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `.mvn/jdk.sh`, on made-up machines: every JDK is a folder with a `release` file and two stubs.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell script")
class JdkFinderTest {

  private static final Path FINDER = Path.of("../.mvn/jdk.sh").toAbsolutePath().normalize();

  @TempDir private Path machine;

  @Test
  void a_good_java_home_is_taken() throws Exception {
    Path jdk = Shell.jdk(machine.resolve("mine"), "25.0.3", true);
    assertThat(find(Map.of("JAVA_HOME", jdk.toString())).out()).isEqualTo(jdk.toString());
  }

  @Test
  void a_newer_one_is_taken_too() throws Exception {
    Path jdk = Shell.jdk(machine.resolve("mine"), "27-ea", true);
    assertThat(find(Map.of("JAVA_HOME", jdk.toString())).out()).isEqualTo(jdk.toString());
  }

  @Test
  void an_old_java_home_gives_way_to_one_in_the_home_directory() throws Exception {
    Path old = Shell.jdk(machine.resolve("old"), "17.0.15", true);
    Path jdk = Shell.jdk(machine.resolve(".sdkman/candidates/java/25-tem"), "25", true);
    assertThat(find(Map.of("JAVA_HOME", old.toString())).out()).isEqualTo(jdk.toString());
  }

  @Test
  void a_java_home_that_does_not_exist_gives_way_to_the_java_on_path() throws Exception {
    Path jdk = Shell.jdk(machine.resolve("a b/jdk"), "26.0.1", true);
    Path bin = Files.createDirectories(machine.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));
    var found =
        find(Map.of("JAVA_HOME", "/nonexistent", "PATH", bin + ":" + System.getenv("PATH")));
    assertThat(found.out()).isEqualTo(jdk.toRealPath().toString());
  }

  @Test
  void a_runtime_without_compiler_or_without_the_vector_module_is_passed_over() throws Exception {
    Path runtime = Shell.jdk(machine.resolve(".jdks/25-jre"), "25", true);
    Files.delete(runtime.resolve("bin/javac"));
    Shell.jdk(machine.resolve(".jdks/25-small"), "25", false);
    Path jdk = Shell.jdk(machine.resolve(".jdks/25-whole"), "25", true);
    assertThat(find(Map.of("JAVA_HOME", runtime.toString())).out()).isEqualTo(jdk.toString());
  }

  @Test
  void without_any_it_says_in_one_sentence_what_to_install_and_exits_with_1() throws Exception {
    Path old = Shell.jdk(machine.resolve("old"), "17.0.15", true);
    var found = find(Map.of("JAVA_HOME", old.toString()));
    assertThat(found.code()).isEqualTo(1);
    assertThat(found.out()).isEmpty();
    assertThat(found.err().lines()).hasSize(1);
    assertThat(found.err()).contains("JDK 25", old + ", which is 17", "Temurin 25", "JAVA_HOME");
  }

  @Test
  void maven_takes_its_jdk_from_it() throws IOException {
    // Regenerating the wrapper drops this line.
    assertThat(Path.of("../mvnw")).content().contains(". \"$(dirname \"$0\")/.mvn/jdk.sh\"");
  }

  /// Runs the finder as mvnw does, where the folders of this very machine cannot be seen.
  private Shell.Result find(Map<String, String> environment) throws Exception {
    var surroundings = new HashMap<>(environment);
    surroundings.put("HOME", machine.toString());
    surroundings.put("LOCKSTEP_JDK_ROOT", machine.toString());
    return Shell.run(
        machine,
        surroundings,
        "sh",
        "-c",
        "set -euf; . \"$0\"; printf %s \"$JAVA_HOME\"",
        FINDER.toString());
  }
}
