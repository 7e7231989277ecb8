package lockstep.cli;

import lockstep.nn.project.DataKind;
import lockstep.nn.project.TaskKind;
import lockstep.nn.project.Wanted;
import picocli.CommandLine.Option;

/// What data is, and what is to be learnt of it.
final class Meaning {

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

  Meaning() {}

  Wanted wanted(String data, long seed) {
    return Preconditions.usage(
        () -> new Wanted(data, DataKind.of(kind), TaskKind.of(task), target, seed));
  }

  /// {@return `lockstep train DATA` with what was said of it}
  TrainLine train(String data) {
    return new TrainLine(data)
        .add("--kind", kind, AUTO)
        .add("--task", task, AUTO)
        .add("--target", target, "");
  }
}
