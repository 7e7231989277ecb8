package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `completion`: scripts that shells take.
class CompletionCommandTest {

  @TempDir private Path folder;

  private Shell.Result bash(String... lines) throws Exception {
    Path shell = Path.of("/bin/bash");
    Assumptions.assumeTrue(Files.isExecutable(shell), "there is no /bin/bash");
    Path script = Files.writeString(folder.resolve("completion"), script("bash"));
    Path test =
        Files.writeString(
            folder.resolve("test"), ". '" + script + "'\n" + String.join("\n", lines) + "\n");
    return Shell.run(folder, Map.of(), shell.toString(), test.toString());
  }

  private static String script(String shell) {
    CommandRun run = CommandRun.of("completion", shell);
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OK);
    return run.out();
  }

  private static String offered(String... words) {
    String line = String.join(" ", words);
    return "COMP_WORDS=("
        + line
        + " ''); COMP_CWORD="
        + words.length
        + "; COMP_LINE='"
        + line
        + " '; COMP_POINT=${#COMP_LINE}; _complete_lockstep; echo \"${COMPREPLY[@]}\"";
  }

  @Test
  void bash_offers_all_commands() throws Exception {
    Shell.Result result = bash(offered("lockstep"));
    assertThat(result.err()).isEmpty();
    assertThat(result.out().strip().split("\\s+"))
        .contains("train", "resume", "eval", "predict", "data", "compare", "bench", "doctor");
  }

  @Test
  void bash_offers_what_a_command_has() throws Exception {
    assertThat(bash(offered("lockstep", "data")).out()).contains("check", "list", "get");
    Shell.Result options =
        bash(
            "COMP_WORDS=(lockstep train --ep); COMP_CWORD=2; COMP_LINE='lockstep train --ep'",
            "COMP_POINT=${#COMP_LINE}; _complete_lockstep; echo \"${COMPREPLY[@]}\"");
    assertThat(options.out().strip()).isEqualTo("--epochs");
  }

  @Test
  void zsh_gets_the_script_that_asks_for_bash_completion() {
    assertThat(script("zsh")).contains("bashcompinit", "complete -F _complete_lockstep");
  }

  @Test
  void fish_gets_a_line_for_each_command_and_option() {
    assertThat(script("fish"))
        .contains("-n '__fish_use_subcommand' -a train -d 'Train a network")
        .contains("__fish_seen_subcommand_from train' -l epochs -r -d ")
        .contains("__fish_seen_subcommand_from data; and __fish_seen_subcommand_from check'")
        .doesNotContain("${", "%n");
  }

  @Test
  void an_unknown_shell_gets_the_nearest() {
    CommandRun run = CommandRun.of("completion", "fihs");
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).endsWith("Did you mean `fish`?\n");
  }
}
