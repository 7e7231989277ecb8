package lockstep.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import lockstep.nn.project.Project;
import lockstep.nn.project.Reporting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `lockstep report`: the page of a run, written anew.
@Command(
    name = "report",
    header = {"Write a page about a run: curves, mistakes, settings.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Write report.html of a run: one file to open in a browser, to send or to print, that needs"
          + " no network. It shows how the run learnt, what it is worth with intervals, what is"
          + " taken for what, the worst and the most doubtful examples, how sure the model is, all"
          + " settings, and the command that makes it again.",
      "",
      "`train` and `resume` write it by themselves. This command judges the held-out part again,"
          + " and serves for runs that have none, or an old one.",
      ""
    },
    footer = {"", "Examples:", "  lockstep report runs/cnn-glyphs-1"})
final class ReportCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "RUN", description = "The directory of a run.")
  private Path run = Path.of("");

  @Mixin private Threads threads = new Threads();

  ReportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    int count = threads.count();
    Project project = Preconditions.model(() -> Reporting.project(run));
    terminal.err().println("judging what was held out of " + Summary.near(project.name()));
    terminal.out().println(Reporting.anew(run, count));
    return ExitCode.OK.code();
  }
}
