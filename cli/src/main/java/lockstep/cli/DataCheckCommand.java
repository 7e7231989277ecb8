package lockstep.cli;

import java.util.concurrent.Callable;
import lockstep.nn.check.Checkup;
import lockstep.nn.check.Report;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import lockstep.nn.project.Source;
import lockstep.nn.project.Wanted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `lockstep data check`: what is in data, and what to look at before training.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Report on data before training: what is in it, what is doubtful, and what to do about it.",
      "",
      "All of DATA is read as `train` would. The report says what it is, how many samples each class and part has,"
          + " sizes, lengths and ranges, the columns of a table; and what to look at before training, each with what to"
          + " do about it: broken files, copies, above all between what is learnt from and what is held out, wrong"
          + " labels, rare classes, empty and constant columns.",
      "",
      "Ends with 0 where a network can be trained on it, else with 3.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  lockstep data check flowers/",
      "  lockstep data check houses.csv --target price"
    })
final class DataCheckCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Parameters(paramLabel = "DATA", description = "A built-in name, a file or a folder.")
  private String data = "";

  @Mixin private DataOptions options = new DataOptions();

  @Option(names = "--json", description = "Print one JSON object instead.")
  private boolean json;

  DataCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    Wanted wanted = options.wanted(data);
    Source source;
    try {
      source = Preconditions.usage(() -> Source.open(wanted));
    } catch (DataException e) {
      if (json) {
        terminal
            .out()
            .println(
                Json.object()
                    .with("trainable", false)
                    .with("problem", String.valueOf(e.getMessage()))
                    .pretty());
      }
      throw e;
    }
    Report report = Checkup.of(source);
    if (json) {
      terminal.out().println(report.json().pretty());
    } else {
      new CheckText(terminal).print(report);
      terminal.out().println();
      terminal.out().println(verdict(report));
    }
    return (report.isTrainable() ? ExitCode.OK : ExitCode.DATA).code();
  }

  private String verdict(Report report) {
    if (!report.isTrainable()) {
      return "It cannot be trained on yet.";
    }
    return "It can be trained on:\n  " + options.train(data);
  }
}
