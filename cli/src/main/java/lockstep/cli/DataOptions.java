package lockstep.cli;

import lockstep.nn.project.Wanted;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What data is, for commands that look at it.
final class DataOptions {

  @Mixin private Meaning meaning = new Meaning();

  @Option(
      names = "--seed",
      defaultValue = "1",
      description =
          "What all chance depends on, such as the split into parts. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  DataOptions() {}

  Wanted wanted(String data) {
    return meaning.wanted(data, seed);
  }

  /// `lockstep train DATA` with what was said of it.
  String train(String data) {
    return meaning.train(data).add("--seed", String.valueOf(seed), "1").text();
  }
}
