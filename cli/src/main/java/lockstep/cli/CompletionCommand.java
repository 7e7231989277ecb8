package lockstep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lockstep.nn.json.Nearest;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lockstep completion`: what makes a shell finish commands and options.
@Command(
    name = "completion",
    header = {"Print a script that finishes commands when you press Tab.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Print a script for SHELL that finishes commands, options, file names and what some options"
          + " take, such as --optimizer, when you press Tab. It works for the name `lockstep`: put a"
          + " link to cli/lockstep into a folder on your PATH, and open a new shell.",
      "",
      "bash 4, zsh 5 and fish 3 or newer; zsh starts its own completion where nothing did before."
          + " Print it anew after an update. To read it faster, keep the script in a file and let"
          + " the shell read that.",
      ""
    },
    footer = {
      "",
      "Examples, to be put at the end of the file that the shell reads first:",
      "  bash, ~/.bashrc:                  source <(lockstep completion bash)",
      "  zsh, ~/.zshrc:                    source <(lockstep completion zsh)",
      "  fish, ~/.config/fish/config.fish: lockstep completion fish | source",
      "Or once, for fish, which reads such a file by itself:",
      "  lockstep completion fish > ~/.config/fish/completions/lockstep.fish"
    })
final class CompletionCommand implements Callable<Integer> {

  private static final String NAME = "lockstep";
  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "SHELL",
      completionCandidates = Choices.Shells.class,
      description = "bash, zsh or fish.")
  private String shell = "";

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandLine commands = spec.root().commandLine();
    switch (shell.toLowerCase(Locale.ROOT)) {
      // The same script: in zsh it asks for what understands bash's.
      case "bash", "zsh" -> terminal.out().print(AutoComplete.bash(NAME, commands));
      case "fish" -> fish(commands.getCommandSpec(), List.of());
      default ->
          throw new CommandException(
              ExitCode.USAGE,
              "expected one of "
                  + String.join(", ", SHELLS)
                  + ", got `"
                  + shell
                  + "`."
                  + Nearest.hint(shell, SHELLS));
    }
    return ExitCode.OK.code();
  }

  /// A line for each command and option, with the commands that must stand before it.
  private void fish(CommandSpec command, List<String> path) {
    List<String> inner =
        command.subcommands().keySet().stream().filter(name -> !name.startsWith("-")).toList();
    String here = condition(path, inner);
    command
        .subcommands()
        .forEach((name, sub) ->
            terminal
                .out()
                .println(
                    "complete -c "
                        + NAME
                        + " -f -n "
                        + here
                        + " -a "
                        + name
                        + " -d "
                        + quoted(first(sub.getCommandSpec().usageMessage().description()))));
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String values = values(parameter);
      if (!values.isEmpty()) {
        terminal.out().println("complete -c " + NAME + " -n " + here + values);
      }
    }
    for (OptionSpec option : command.options()) {
      if (option.hidden()) {
        continue;
      }
      var line = new StringBuilder("complete -c " + NAME + " -n " + here);
      for (String name : option.names()) {
        line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
      }
      line.append(option.arity().max() > 0 && !option.negatable() ? " -r" : "");
      line.append(values(option));
      terminal.out().println(line + " -d " + quoted(first(option.description())));
    }
    command
        .subcommands()
        .forEach((name, sub) -> {
          var below = new ArrayList<>(path);
          below.add(name);
          fish(sub.getCommandSpec(), below);
        });
  }

  /// What is offered for it, in place of files; nothing where anything may be meant.
  private static String values(ArgSpec argument) {
    if (argument.completionCandidates() == null) {
      return "";
    }
    var values = new ArrayList<String>();
    argument.completionCandidates().forEach(values::add);
    return " -f -a " + quoted(String.join(" ", values));
  }

  private static String condition(List<String> path, List<String> inner) {
    var condition = new StringBuilder();
    if (path.isEmpty()) {
      condition.append("__fish_use_subcommand");
    } else {
      for (String name : path) {
        condition.append(condition.isEmpty() ? "" : "; and ");
        condition.append("__fish_seen_subcommand_from ").append(name);
      }
      if (!inner.isEmpty()) {
        condition.append("; and not __fish_seen_subcommand_from ").append(String.join(" ", inner));
      }
    }
    return "'" + condition + "'";
  }

  /// The first sentence.
  private static String first(String... description) {
    String text =
        description.length == 0 ? "" : description[0].replace("%n", " ").replace("%%", "%");
    int end = text.indexOf(". ");
    String sentence = end < 0 ? text.strip() : text.substring(0, end + 1);
    return sentence.replaceAll("\\$\\{[^}]*}", "").strip();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
