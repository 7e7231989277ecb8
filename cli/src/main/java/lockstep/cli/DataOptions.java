package lockstep.cli;

import lockstep.nn.project.DataKind;
import lockstep.nn.project.TaskKind;
import lockstep.nn.project.Wanted;
import picocli.CommandLine.Option;

/// What data is, for commands that look at it.
final class DataOptions {

  private static final String AUTO = "auto";

  @Option(
      names = "--kind",
      completionCandidates = Choices.Kinds.class,
      defaultValue = AUTO,
      description =
          "What DATA is: auto, images, idx, cifar, table, series, text, labelled-text, sounds."
              + " Default: ${DEFAULT-VALUE}.")
  private String kind = AUTO;

  @Option(
      names = "--task",
      completionCandidates = Choices.Tasks.class,
      defaultValue = AUTO,
      description =
          "auto, classification, regression, language-model, forecasting or reconstruction."
              + " Default: ${DEFAULT-VALUE}.")
  private String task = AUTO;

  @Option(
      names = "--target",
      defaultValue = "",
      paramLabel = "COLUMN",
      description = "The column of a table to foretell. Default: one named so, else the last.")
  private String target = "";

  @Option(
      names = "--seed",
      defaultValue = "1",
      description =
          "What all chance depends on, such as the split into parts. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  DataOptions() {}

  Wanted wanted(String data) {
    return Preconditions.usage(
        () -> new Wanted(data, DataKind.of(kind), TaskKind.of(task), target, seed));
  }

  /// `lockstep train DATA` with what was said of it.
  String train(String data) {
    var line = new StringBuilder(Terminal.command()).append(" train ");
    line.append(Summary.quoted(data));
    append(line, "--kind", kind, AUTO);
    append(line, "--task", task, AUTO);
    append(line, "--target", target, "");
    append(line, "--seed", String.valueOf(seed), "1");
    return line.toString();
  }

  private static void append(StringBuilder line, String option, String value, String usual) {
    if (!value.equals(usual)) {
      line.append(' ').append(option).append(' ').append(Summary.quoted(value));
    }
  }
}
