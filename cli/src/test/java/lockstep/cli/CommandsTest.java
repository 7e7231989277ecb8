package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Which commands a line of arguments makes.
class CommandsTest {

  private static Map<String, CommandLine> made(String... arguments) {
    var nowhere = new PrintWriter(new StringWriter());
    return Main.commandLine(new Terminal(nowhere, nowhere, false), arguments).getSubcommands();
  }

  private static Set<String> below(String group, String... arguments) {
    return Objects.requireNonNull(made(arguments).get(group)).getSubcommands().keySet();
  }

  @Test
  void a_command_that_is_named_is_made_alone() {
    Map<String, CommandLine> all = made();
    assertThat(all).hasSizeGreaterThan(15);
    all.forEach((name, command) -> {
      if (!Set.of("help", "completion").contains(name)) {
        assertThat(made(name, "--help")).as(name).containsOnlyKeys(name);
      }
      for (String word : command.getSubcommands().keySet()) {
        assertThat(below(name, name, word)).as(name + " " + word).containsExactly(word);
      }
    });
  }

  @Test
  void all_are_made_for_help_for_completion_and_where_none_is_named() {
    Set<String> all = made().keySet();
    assertThat(made("help", "train")).containsOnlyKeys(all);
    assertThat(made("completion", "bash")).containsOnlyKeys(all);
    assertThat(made("--verbose", "train")).containsOnlyKeys(all);
    assertThat(made("trian")).containsOnlyKeys(all);
    assertThat(below("bench", "bench", "gem")).isEqualTo(below("bench"));
  }
}
