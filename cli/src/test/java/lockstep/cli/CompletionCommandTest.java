package lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  void bash_offers_values_where_few_are_meant() throws Exception {
    assertThat(bash(offered("lockstep", "completion")).out().strip()).isEqualTo("bash zsh fish");
    assertThat(bash(offered("lockstep", "train", "--schedule")).out().strip())
        .isEqualTo("one-cycle cosine warm-up constant");
    assertThat(bash(offered("lockstep", "train", "--optimizer")).out().strip())
        .startsWith("adamw adam sgd ");
  }

  /// A file is offered after a command and after an option, and options after values.
  @Test
  void fish_itself_offers_commands_options_values_and_files() throws Exception {
    Path shell = Path.of("/usr/bin/fish");
    Assumptions.assumeTrue(Files.isExecutable(shell), "there is no /usr/bin/fish");
    Path completion = Files.writeString(folder.resolve("completion"), script("fish"));
    Files.writeString(folder.resolve("photo.png"), "");
    String asked =
        Stream.of(
                "lockstep tr",
                "lockstep data sho",
                "lockstep train --ep",
                "lockstep train glyphs --batch 3 --ep",
                "lockstep eval pho",
                "lockstep train --model pho",
                "lockstep train --schedule cos",
                "lockstep completion z")
            .map(line -> "complete -C '" + line + "' | string replace -r '\\t.*' ''\n")
            .collect(Collectors.joining());
    Path test = Files.writeString(folder.resolve("test"), "source '" + completion + "'\n" + asked);
    Shell.Result result =
        Shell.run(
            folder, Map.of("HOME", folder.toString()), shell.toString(), "-N", test.toString());
    assertThat(result.out().lines())
        .containsExactly(
            "train", "show", "--epochs", "--epochs", "photo.png", "photo.png", "cosine", "zsh");
  }

  @Test
  void zsh_itself_offers_commands_options_and_files() throws Exception {
    Path shell = Path.of("/usr/bin/zsh");
    Assumptions.assumeTrue(Files.isExecutable(shell), "there is no /usr/bin/zsh");
    Path completion = Files.writeString(folder.resolve("completion"), script("zsh"));
    Files.writeString(folder.resolve("photo.png"), "");
    // A terminal of zsh's own: only there are keys finished.
    Path test =
        Files.writeString(
            folder.resolve("test"),
            """
            zmodload zsh/zpty || exit 3
            read_until() {
              local all= piece= i
              for i in {1..200}; do
                while zpty -r -t z piece; do all+=$piece; done
                [[ $all == *$1* ]] && { print -r -- "found $1"; return }
                sleep 0.05
              done
              print -r -- "no $1 in ${(V)all}"
            }
            zpty z %s -f -i
            zpty -w z "PS1='> '; source '%s'; echo REA''DY"
            read_until READY
            finish() {
              zpty -n -w z "$1"$'\\t'
              read_until "$2"
              zpty -n -w z $'\\x15'
            }
            finish 'lockstep tr' 'rain'
            finish 'lockstep train --ep' 'ochs'
            finish 'lockstep eval pho' 'to.png'
            finish 'lockstep train --batch 3 --optimizer nest' 'erov'
            zpty -d z
            """
                .formatted(shell, completion));
    Shell.Result result =
        Shell.run(
            folder,
            Map.of("HOME", folder.toString(), "TERM", "dumb"),
            shell.toString(),
            "-f",
            test.toString());
    assertThat(result.out().lines())
        .as(result.err())
        .containsExactly("found READY", "found rain", "found ochs", "found to.png", "found erov");
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
