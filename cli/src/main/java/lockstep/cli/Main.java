package lockstep.cli;

import java.util.List;
import java.util.Optional;
import lockstep.nn.NotFiniteException;
import lockstep.nn.data.DataException;
import lockstep.nn.notation.NotationException;
import picocli.CommandLine;

/// Where the process starts and ends: wires the commands, and turns what goes wrong into a sentence
/// and an {@link ExitCode}.
public final class Main {

  private static final int WIDEST = 80;
  private static final int NARROWEST = 55;

  private Main() {}

  /// Runs the command that `arguments` spell and ends the process with its exit code.
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofThisProcess();
    ExitCode code = run(terminal, arguments);
    try {
      terminal.flush();
    } catch (LostOutput e) {
      code = ExitCode.of(failed(terminal, e, false));
    }
    System.exit(code.code());
  }

  static ExitCode run(Terminal terminal, String... arguments) {
    CommandLine commands = commandLine(terminal, arguments);
    return ExitCode.of(commands.execute(arguments));
  }

  /// {@return the commands that `arguments` need; without any, all}
  static CommandLine commandLine(Terminal terminal, String... arguments) {
    var lockstep = new LockstepCommand();
    return new Commands(terminal, List.of(arguments))
        .below(lockstep)
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(terminal)))
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(width(terminal))
        .setExecutionStrategy(parsed -> executed(terminal, parsed))
        .setParameterExceptionHandler((problem, _) -> misunderstood(terminal, problem))
        .setExecutionExceptionHandler(
            (problem, _, _) -> failed(terminal, problem, lockstep.isVerbose()));
  }

  /// No wider than is good to read; help in less than 55 columns cannot be set.
  private static int width(Terminal terminal) {
    return terminal.columns() == 0 ? WIDEST : Math.clamp(terminal.columns(), NARROWEST, WIDEST);
  }

  private static CommandLine.Help.Ansi ansi(Terminal terminal) {
    return terminal.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
  }

  /// Help is printed outside of all commands.
  private static int executed(Terminal terminal, CommandLine.ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (LostOutput e) {
      return failed(terminal, e, false);
    }
  }

  /// One sentence with the nearest thing that exists, and where to read on.
  private static int misunderstood(Terminal terminal, CommandLine.ParameterException problem) {
    String message = message(problem);
    Optional<String> nearest =
        problem instanceof CommandLine.UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions().stream().findFirst()
            : Optional.empty();
    terminal
        .err()
        .println(
            "lockstep: "
                + message
                + (message.endsWith(".") ? "" : ".")
                + nearest.map(name -> " Did you mean " + name + "?").orElse("")
                + " See "
                + problem.getCommandLine().getCommandSpec().qualifiedName()
                + " --help.");
    return ExitCode.USAGE.code();
  }

  private static String message(CommandLine.ParameterException problem) {
    String message = String.valueOf(problem.getMessage()).strip();
    if (problem instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      boolean commands =
          !problem.getCommandLine().getSubcommands().isEmpty()
              && problem.getCommandLine().getCommandSpec().positionalParameters().isEmpty();
      return unmatched.isUnknownOption()
          ? message
          : commands
              ? "Unknown command: '" + first + "'"
              : "One argument too many: '" + first + "'";
    }
    if (message.startsWith("Invalid value") && problem.getArgSpec() != null) {
      String expected =
          switch (problem.getArgSpec().type().getSimpleName()) {
            case "int", "long" -> "a whole number";
            case "double", "float" -> "a number";
            default -> "something else";
          };
      String name =
          problem.getArgSpec() instanceof CommandLine.Model.OptionSpec option
              ? option.longestName()
              : problem.getArgSpec().paramLabel();
      return name + ": expected " + expected + ", got '" + problem.getValue() + "'";
    }
    return message;
  }

  static int failed(Terminal terminal, Exception problem, boolean verbose) {
    if (problem instanceof LostOutput lost && lost.isClosedPipe()) {
      return ExitCode.OK.code();
    }
    ExitCode code =
        switch (problem) {
          case CommandException known -> known.code();
          case DataException _ -> ExitCode.DATA;
          case NotFiniteException _, NotationException _ -> ExitCode.MODEL;
          case LostOutput _ -> ExitCode.ENVIRONMENT;
          default -> ExitCode.BUG;
        };
    if (code == ExitCode.BUG) {
      terminal
          .err()
          .println(
              "lockstep: "
                  + problem
                  + ". This is a fault in Lockstep: please report it with the output of"
                  + " --verbose.");
    } else {
      terminal.err().println("lockstep: " + problem.getMessage());
      if (problem instanceof NotationException text && terminal.columns() > 0) {
        terminal.err().println(text.excerpt());
      }
    }
    if (verbose) {
      problem.printStackTrace(terminal.err());
    }
    return code.code();
  }
}
