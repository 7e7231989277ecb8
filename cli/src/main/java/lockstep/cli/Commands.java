package lockstep.cli;

import java.util.List;
import picocli.CommandLine;

/// The commands below `lockstep`.
///
/// Those that a line of arguments names are made alone: to read the annotations of all of them
/// takes picocli longer than the JVM takes to start. Help, completion and a line that names none
/// need all.
final class Commands {

  private static final List<String> DATA = List.of("check", "show", "list", "get");
  private static final List<String> BENCH = List.of("conv", "gemm", "map", "step");

  /// In the order of the help.
  private static final List<String> ALL =
      List.of(
          "train",
          "resume",
          "finetune",
          "lr-find",
          "tune",
          "eval",
          "predict",
          "generate",
          "inspect",
          "data",
          "compare",
          "report",
          "watch",
          "model",
          "explain",
          "doctor",
          "completion",
          "bench",
          "help");

  private final Terminal terminal;
  private final List<String> words;

  /// @param words the arguments of the process
  Commands(Terminal terminal, List<String> words) {
    this.terminal = terminal;
    this.words = words;
  }

  /// {@return `lockstep` with the commands that the words need}
  CommandLine below(LockstepCommand lockstep) {
    boolean whole = words.isEmpty() || words.getFirst().equals("completion");
    return with(new CommandLine(lockstep), ALL, whole ? List.of() : words);
  }

  /// Adds the command that the first word names, or else all.
  private CommandLine with(CommandLine parent, List<String> names, List<String> words) {
    boolean one = !words.isEmpty() && names.contains(words.getFirst()) && !isHelp(words.getFirst());
    for (String name : one ? words.subList(0, 1) : names) {
      parent.addSubcommand(made(name, one ? words.subList(1, words.size()) : List.of()));
    }
    return parent;
  }

  private static boolean isHelp(String word) {
    return word.equals("help");
  }

  private Object made(String name, List<String> rest) {
    return switch (name) {
      case "train" -> new TrainCommand(terminal);
      case "resume" -> new ResumeCommand(terminal);
      case "finetune" -> new FinetuneCommand(terminal);
      case "lr-find" -> new LrFindCommand(terminal);
      case "tune" -> new TuneCommand(terminal);
      case "eval" -> new EvalCommand(terminal);
      case "predict" -> new PredictCommand(terminal);
      case "generate" -> new GenerateCommand(terminal);
      case "inspect" -> new InspectCommand(terminal);
      case "data" -> with(new CommandLine(new DataCommand()), DATA, rest);
      case "check" -> new DataCheckCommand(terminal);
      case "show" -> new DataShowCommand(terminal);
      case "list" -> new DataListCommand(terminal);
      case "get" -> new DataGetCommand(terminal);
      case "compare" -> new CompareCommand(terminal);
      case "report" -> new ReportCommand(terminal);
      case "watch" -> new WatchCommand(terminal);
      case "model" -> new ModelCommand(terminal);
      case "explain" -> new ExplainCommand(terminal);
      case "doctor" -> new DoctorCommand(terminal);
      case "completion" -> new CompletionCommand(terminal);
      case "bench" -> with(new CommandLine(new BenchCommand()), BENCH, rest);
      case "conv" -> new BenchConvCommand(terminal);
      case "gemm" -> new BenchGemmCommand(terminal);
      case "map" -> new BenchMapCommand(terminal);
      case "step" -> new BenchStepCommand(terminal);
      case "help" -> new CommandLine.HelpCommand();
      default -> throw new IllegalArgumentException(name + ": expected the name of a command.");
    };
  }
}
