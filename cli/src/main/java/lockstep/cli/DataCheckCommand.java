package lockstep.cli;

import java.util.concurrent.Callable;
import lockstep.nn.check.Checkup;
import lockstep.nn.check.Report;
import lockstep.nn.data.DataException;
import lockstep.nn.json.Json;
import lockstep.nn.project.DataKind;
import lockstep.nn.project.Source;
import lockstep.nn.project.TaskKind;
import lockstep.nn.project.Wanted;
import picocli.CommandLine.Command;
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

  @Option(
      names = "--kind",
      defaultValue = "auto",
      description =
          "What DATA is: auto, images, idx, cifar, table, series, text, labelled-text, sounds. Default:"
              + " ${DEFAULT-VALUE}.")
  private String kind = "auto";

  @Option(
      names = "--task",
      defaultValue = "auto",
      description =
          "auto, classification, regression, language-model, forecasting or reconstruction. Default:"
              + " ${DEFAULT-VALUE}.")
  private String task = "auto";

  @Option(
      names = "--target",
      defaultValue = "",
      paramLabel = "COLUMN",
      description = "The column of a table to foretell. Default: one named so, else the last.")
  private String target = "";

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "What the split into parts depends on. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--json", description = "Print one JSON object instead.")
  private boolean json;

  DataCheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Preconditions.requireVectors();
    Wanted wanted =
        Preconditions.usage(
            () -> new Wanted(data, DataKind.of(kind), TaskKind.of(task), target, seed));
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
    var line = new StringBuilder("  ").append(Terminal.command()).append(" train ");
    line.append(Summary.quoted(data));
    append(line, "--kind", kind, "auto");
    append(line, "--task", task, "auto");
    append(line, "--target", target, "");
    append(line, "--seed", String.valueOf(seed), "1");
    return "It can be trained on:\n" + line;
  }

  private static void append(StringBuilder line, String option, String value, String usual) {
    if (!value.equals(usual)) {
      line.append(' ').append(option).append(' ').append(Summary.quoted(value));
    }
  }
}
