package lockstep.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import lockstep.cli.watch.Runs;
import lockstep.cli.watch.WatchServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep watch`: live curves in a browser.
@Command(
    name = "watch",
    header = {"Watch the curves of a run in a browser.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Open a page with the curves of a run, which grow as it goes: loss of steps and of"
          + " judgements, the figure that says most, learning rate, and how long it still takes. It"
          + " shows finished runs as well, and a list of all runs to choose from.",
      "",
      "The page is for browsers on this machine alone: nothing else can reach it, and it fetches"
          + " nothing from elsewhere. Ctrl-C ends it; the run goes on.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep watch",
      "  lockstep watch runs/cnn-glyphs-1",
      "  lockstep watch --runs experiments --port 8080"
    })
final class WatchCommand implements Callable<Integer> {

  private static final int USUAL_PORT = 7410;
  private static final int MOST_PORT = 65_535;

  private final Terminal terminal;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RUN",
      description = "The directory of a run. Default: the newest one, also one that begins later.")
  private Optional<Path> run = Optional.empty();

  @Option(
      names = "--runs",
      defaultValue = "runs",
      paramLabel = "DIR",
      description = "The folder of all runs. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("runs");

  @Option(
      names = "--port",
      description =
          "Where to listen; 0 for any that is free. Default: "
              + USUAL_PORT
              + ", or one that is free.")
  private Optional<Integer> port = Optional.empty();

  WatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Runs runs = Preconditions.model(() -> run.map(Runs::of).orElseGet(() -> Runs.in(folder)));
    var asked = new CountDownLatch(1);
    try (WatchServer server = server(runs);
        Interrupts _ = Interrupts.ask(asked::countDown)) {
      terminal.out().println(server.address());
      terminal.err().println(terminal.dim("open it in a browser; Ctrl-C ends it"));
      asked.await();
    } catch (InterruptedException _) {
      // Whoever runs this command in a thread asks in another way.
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK.code();
  }

  private WatchServer server(Runs runs) {
    int wanted = port.orElse(USUAL_PORT);
    if (wanted < 0 || wanted > MOST_PORT) {
      throw new CommandException(
          ExitCode.USAGE, "--port: expected 0 to " + MOST_PORT + ", got " + wanted + ".");
    }
    try {
      return WatchServer.start(runs, wanted);
    } catch (IOException e) {
      if (port.isPresent()) {
        throw new CommandException(
            ExitCode.ENVIRONMENT,
            "--port: expected one that is free, got "
                + wanted
                + ", which is not ("
                + e.getMessage()
                + "). Use --port 0.");
      }
    }
    try {
      return WatchServer.start(runs, 0);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.ENVIRONMENT,
          "expected to listen on 127.0.0.1, got: " + e.getMessage() + ". Check the firewall.");
    }
  }
}
