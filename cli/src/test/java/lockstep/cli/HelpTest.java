package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// What the help of every command has, of those to come, too.
class HelpTest {

  private static final int WIDTH = 80;

  static Stream<String> commands() {
    var nowhere = new PrintWriter(new StringWriter());
    return below(Main.commandLine(new Terminal(nowhere, nowhere, false)))
        .map(command -> command.getCommandSpec().qualifiedName());
  }

  private static Stream<CommandLine> below(CommandLine command) {
    return command.getSubcommands().values().stream()
        .filter(each -> !each.getCommandName().equals("help"))
        .flatMap(each -> Stream.concat(Stream.of(each), below(each)));
  }

  private static CommandLine find(String name) {
    var nowhere = new PrintWriter(new StringWriter());
    CommandLine command = Main.commandLine(new Terminal(nowhere, nowhere, false));
    for (String part : name.split(" ", -1)) {
      command = command.getSubcommands().getOrDefault(part, command);
    }
    return command;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_line_fits_a_usual_terminal(String command) {
    List<String> words = List.of(command.split(" "));
    var arguments = Stream.concat(words.stream().skip(1), Stream.of("--help"));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out().lines()).allMatch(line -> line.length() <= WIDTH);
    assertThat(run.out()).doesNotContain("${", "%n", "%%");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void a_description_says_what_it_does_and_an_example_how(String command) {
    CommandSpec spec = find(command).getCommandSpec();
    assertThat(String.join(" ", spec.usageMessage().description())).matches("(?s)[A-Z].*\\.\\s*");
    String footer = String.join("\n", spec.usageMessage().footer());
    boolean group = !spec.subcommands().isEmpty();
    if (!group && !command.endsWith(" doctor")) {
      assertThat(footer).contains("Example", command);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_option_and_parameter_is_described(String command) {
    CommandSpec spec = find(command).getCommandSpec();
    spec.args().forEach(arg -> assertThat(arg.description()).as(arg.toString()).isNotEmpty());
  }
}
