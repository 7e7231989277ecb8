package lockstep.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import lockstep.nn.json.Json;
import lockstep.nn.project.BuiltIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lockstep data list`: the data sets that have names.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "List the data sets that have a name: those that Lockstep draws by itself, and those that it"
          + " fetches from where they are published. All can be given to `train` by their name.",
      ""
    },
    footer = {"", "Example: lockstep data list"})
final class DataListCommand implements Callable<Integer> {

  private static final int INDENT = 28;
  private static final int NARROW = 64;

  private final Terminal terminal;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  DataListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<BuiltIn.Entry> all = BuiltIn.entries();
    if (json) {
      all.forEach(each -> terminal.out().println(json(each).text()));
      return ExitCode.OK.code();
    }
    int width = Paragraph.width(terminal);
    for (BuiltIn.Entry each : all) {
      String name = String.format(Locale.ROOT, "%-14s", each.name());
      if (width < NARROW) {
        terminal.out().println(terminal.bold(each.name()) + "  " + where(each));
        Paragraph.lines("  ", each.description(), width).forEach(terminal.out()::println);
      } else {
        String first = String.format(Locale.ROOT, "%-" + INDENT + "s", name + where(each));
        List<String> lines = Paragraph.lines(first, each.description(), width);
        terminal.out().println(terminal.bold(name) + lines.getFirst().substring(name.length()));
        lines.stream().skip(1).forEach(terminal.out()::println);
      }
    }
    return ExitCode.OK.code();
  }

  private static String where(BuiltIn.Entry entry) {
    if (entry.bytes() == 0) {
      return "built in";
    }
    return entry.folder().isPresent()
        ? "fetched"
        : String.format(Locale.ROOT, "%.0f MB", entry.bytes() * 1e-6);
  }

  private static Json.Fields json(BuiltIn.Entry entry) {
    Json.Fields json =
        Json.object()
            .with("name", entry.name())
            .with("text", entry.description())
            .with("bytes", entry.bytes());
    return entry.folder().isPresent() ? json.with("folder", entry.folder().get().toString()) : json;
  }
}
