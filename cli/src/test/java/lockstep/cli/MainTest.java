package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every command has in common: help, version, misunderstandings.
class MainTest {

  @Test
  void help_names_every_command_and_exit_code() {
    var run = CommandRun.of("--help");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out())
        .contains("train", "resume", "eval", "predict", "doctor", "help", "--version");
    for (ExitCode code : ExitCode.values()) {
      assertThat(run.out()).containsPattern("(?m)^ +" + code.code() + " +" + code.meaning() + "$");
    }
    assertThat(run.err()).isEmpty();
  }

  @Test
  void help_fits_a_terminal_of_80_columns() {
    assertThat(CommandRun.of("--help").out().lines()).allMatch(line -> line.length() <= 80);
    for (String command : List.of("doctor", "train", "resume", "eval", "predict")) {
      assertThat(CommandRun.of(command, "--help").out().lines())
          .allMatch(line -> line.length() <= 80);
    }
  }

  @Test
  void help_is_coloured_only_on_a_terminal_that_can() {
    assertThat(CommandRun.of("--help").out()).doesNotContain("\033");
    assertThat(CommandRun.inColour("--help").out()).contains("\033[");
  }

  @Test
  void version_is_one_line() {
    var run = CommandRun.of("--version");
    assertThat(run.out()).matches("lockstep \\S+\n");
    assertThat(run.code()).isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "trian|lockstep: Unknown command: 'trian'. Did you mean train? See lockstep --help.",
        "train --epoch 3|lockstep: Unknown option: '--epoch'. Did you mean --epochs? See lockstep"
            + " train --help.",
        "doctor --jsn|lockstep: Unknown option: '--jsn'. Did you mean --json? See lockstep doctor"
            + " --help.",
        "\"\"|lockstep: Missing required subcommand. See lockstep --help."
      })
  void a_misunderstanding_is_one_sentence_with_the_nearest_name(String line, String sentence) {
    var run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(run.err()).isEqualTo(sentence + "\n");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void what_a_user_can_mend_is_one_sentence_and_its_own_exit_code() {
    var err = new StringWriter();
    var problem =
        new CommandException(ExitCode.DATA, "digits.csv, line 7: expected 5 columns, got 4.");
    assertThat(Main.failed(terminal(err), problem, false)).isEqualTo(ExitCode.DATA.code());
    assertThat(err.toString())
        .isEqualTo("lockstep: digits.csv, line 7: expected 5 columns, got 4.\n");
  }

  @Test
  void a_fault_of_ours_says_so_and_shows_its_stack_only_when_asked() {
    var err = new StringWriter();
    var problem = new IllegalStateException("boom");
    assertThat(Main.failed(terminal(err), problem, false)).isEqualTo(ExitCode.BUG.code());
    assertThat(err.toString()).contains("boom", "fault in Lockstep", "--verbose").hasLineCount(1);
    Main.failed(terminal(err), problem, true);
    assertThat(err.toString()).contains("\tat lockstep.cli.MainTest");
  }

  private static Terminal terminal(StringWriter err) {
    return new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err, true), false);
  }
}
