package lockstep.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `lockstep train`: a placeholder until the trainer is there.
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Train a network (not there yet: this version says so, and ends).")
final class TrainCommand implements Callable<Integer> {

  private final Terminal terminal;

  TrainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal
        .out()
        .println(
            "Nothing was trained: in this version only the library trains, and this command comes later. See"
                + " nn/README.md for a first program; `lockstep doctor` shows what this machine can do.");
    return ExitCode.OK.code();
  }
}
