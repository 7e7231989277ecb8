package lockstep.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import lockstep.nn.data.download.Download;
import lockstep.nn.data.download.Progress;
import lockstep.nn.data.download.Published;
import lockstep.nn.project.BuiltIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep data get`: fetches a data set.
@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Fetch a data set from where it is published, check it against its checksum, and say where it"
          + " is. What broke off goes on where it ended; what is there is not fetched again."
          + " `train` does the same by itself.",
      ""
    },
    footer = {"", "Example: lockstep data get fashion-mnist"})
final class DataGetCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = Choices.Named.class,
      description = "Its name; `lockstep data list` has all.")
  private String name = "";

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "The folder of all data sets. Default: ~/.cache/lockstep/data.")
  private Optional<Path> cache = Optional.empty();

  @Option(names = "--quiet", description = "Print only where it is.")
  private boolean quiet;

  DataGetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    BuiltIn.Entry entry = Preconditions.usage(() -> BuiltIn.entry(name));
    if (entry.bytes() == 0) {
      terminal.err().println(entry.name() + " is built in: there is nothing to fetch.");
      return ExitCode.OK.code();
    }
    var meter = new Meter(terminal);
    Path folder;
    try {
      folder =
          Download.fetch(
              Published.named(name),
              cache.orElseGet(Download::cache),
              quiet ? Progress.SILENT : meter);
    } finally {
      meter.end();
    }
    terminal.out().println(folder);
    return ExitCode.OK.code();
  }

  /// How far a download is: one line that is drawn again on a terminal, a line for each file
  /// elsewhere.
  private static final class Meter implements Progress {

    private static final long EACH = 200_000_000;

    private final Terminal terminal;
    private String file = "";
    private long drawn;
    private boolean open;

    Meter(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public void received(String name, long received, long bytes) {
      boolean begins = !name.equals(file);
      if (begins) {
        end();
        file = name;
      }
      if (terminal.columns() == 0) {
        if (begins) {
          terminal.err().println("fetching " + text(name, received, bytes));
        }
        return;
      }
      long now = System.nanoTime();
      if (begins || received == bytes || now - drawn > EACH) {
        String line = text(name, received, bytes);
        int room = Math.max(1, terminal.columns() - 1);
        terminal.err().print("\r" + line.substring(0, Math.min(room, line.length())) + "\033[K");
        terminal.err().flush();
        drawn = now;
        open = true;
      }
    }

    private static String text(String name, long received, long bytes) {
      return String.format(Locale.ROOT, "%s  %.1f of %.1f MB", name, received * 1e-6, bytes * 1e-6);
    }

    void end() {
      if (open) {
        terminal.err().println();
        open = false;
      }
    }
  }
}
