package lockstep.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import lockstep.nn.project.Project;
import lockstep.nn.project.Session;
import lockstep.nn.project.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep resume`: goes on with a run that was stopped, or that should learn longer.
@Command(
    name = "resume",
    header = {"Go on with a run that was stopped, or make it longer.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Go on with a run from its last checkpoint, with the same settings and data. A run that was"
          + " stopped or killed ends with the same bytes as one that never stopped.",
      "",
      "With --epochs a finished run learns longer: the rates are those that the longer run would"
          + " have there.",
      ""
    },
    footer = {"", "Example: lockstep resume runs/cnn-glyphs-1 --epochs 8"})
final class ResumeCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "RUN", description = "The directory of the run.")
  private Path run = Path.of("");

  @Option(
      names = "--epochs",
      defaultValue = "0",
      description = "How many epochs there are to be in all. Default: as many as were wanted.")
  private int epochs;

  @Option(names = "--quiet", description = "Say only what came of it.")
  private boolean quiet;

  @Option(names = "--json", description = "Print each event as a JSON object on a line.")
  private boolean json;

  ResumeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    return resume(new Training(terminal, Training.show(quiet, json)), run, epochs).code();
  }

  static ExitCode resume(Training training, Path run, int epochs) {
    if (epochs < 0) {
      throw new CommandException(
          ExitCode.USAGE, "--epochs: expected 1 or more, got " + epochs + ".");
    }
    Project before = Preconditions.model(() -> Session.project(run));
    Source source = Source.again(before.purpose(), before.labels());
    Session.requireSame(run, source);
    return training.run(
        () -> Preconditions.model(() -> Session.resume(run, source, epochs)),
        source,
        session -> training.introduce(source, session.project()));
  }
}
