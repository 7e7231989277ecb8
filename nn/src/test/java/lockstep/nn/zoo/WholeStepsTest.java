package lockstep.nn.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Promises that only whole steps of whole networks can keep. The long forms take every network of
/// the zoo: `./mvnw verify -pl nn -am -Dtest.groups.excluded= -Dtest=WholeStepsTest
/// -Dsurefire.failIfNoSpecifiedTests=false`.
class WholeStepsTest {

  private static final List<String> FEW = List.of("mlp", "lenet", "lstm", "chargpt");
  private static final List<String> ALL = WholeSteps.networks().map(ZooTest.Exhibit::name).toList();

  @Test
  void threads_and_widths_change_no_bit_of_a_few_networks() throws Exception {
    sameBits(FEW, 5);
  }

  @Test
  @Tag("long")
  void threads_and_widths_change_no_bit_of_any_network() throws Exception {
    sameBits(ALL, 50);
  }

  @Test
  void a_step_of_a_small_network_allocates_nothing() throws Exception {
    allocatesNothing(List.of("mlp"));
  }

  @Test
  @Tag("long")
  void a_step_of_any_network_allocates_nothing() throws Exception {
    for (String network : ALL) {
      allocatesNothing(List.of(network));
    }
  }

  @Test
  @Tag("long")
  @EnabledOnOs(OS.LINUX) // where a process can read how much memory it has
  void two_hundred_thousand_steps_keep_memory_flat() throws Exception {
    List<Long> kilobytes =
        lines(List.of("-XX:+UseSerialGC", "-Xmx256m"), List.of("resident")).stream()
            .filter(line -> line.startsWith("resident"))
            .map(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
            .toList();
    assertThat(kilobytes).hasSize(4);
    assertThat(kilobytes.getLast())
        .as("resident kilobytes at 50,000, 100,000, 150,000 and 200,000 steps: " + kilobytes)
        .isLessThanOrEqualTo(kilobytes.getFirst() * 102 / 100);
  }

  private static void sameBits(List<String> networks, int steps) throws Exception {
    var found = new ArrayList<String>();
    for (String width : List.of("128", "256", "512")) {
      var arguments = new ArrayList<>(List.of("bits", Integer.toString(steps)));
      arguments.addAll(networks);
      List<String> lines = lines(List.of("-Dlockstep.lanes.bits=" + width), arguments);
      assertThat(lines).filteredOn(line -> line.startsWith("bits")).hasSize(3 * networks.size());
      lines.stream().filter(line -> line.startsWith("bits")).forEach(found::add);
    }
    assertThat(new HashSet<>(found)).as("one hash for each network").hasSize(networks.size());
  }

  /// With the options of the launcher: what a kernel is compiled from shortly after the start is
  /// little, and C2 alone compiles it.
  private static void allocatesNothing(List<String> networks) throws Exception {
    var arguments = new ArrayList<>(List.of("bytes"));
    arguments.addAll(networks);
    List<String> options =
        List.of(
            "@../cli/launch/java.options",
            "-XX:CompilerDirectivesFile=../simd-kernels/src/main/resources/lockstep/kernels/compiler-directives.json");
    assertThat(lines(options, arguments))
        .containsAll(networks.stream().map(name -> "bytes " + name + " 0").toList());
  }

  /// What {@link WholeSteps} prints in a JVM of its own.
  private static List<String> lines(List<String> options, List<String> arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(WholeSteps.class.getName());
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
