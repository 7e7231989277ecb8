package lockstep.cli;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lockstep.nn.project.Limits;
import picocli.CommandLine.Option;

/// How long a training may go on, and where it is kept.
final class RunOptions {

  private static final Pattern TIME = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([smh]?)");

  @Option(
      names = "--patience",
      defaultValue = "0",
      paramLabel = "EPOCHS",
      description = "End after so many epochs without improvement. Default: never.")
  private int patience;

  @Option(
      names = "--max-time",
      defaultValue = "",
      paramLabel = "TIME",
      description =
          "End after that time: 90s, 10m or 2h; rates fall in time for it where it is too short"
              + " for all epochs. Default: no limit.")
  private String time = "";

  @Option(
      names = "--name",
      defaultValue = "",
      description = "The run's name. Default: network, data and a number.")
  private String name = "";

  @Option(
      names = "--runs",
      defaultValue = "runs",
      paramLabel = "DIR",
      description = "The folder of all runs. Default: ${DEFAULT-VALUE}.")
  private Path runs = Path.of("runs");

  RunOptions() {}

  Path runs() {
    return runs;
  }

  String name() {
    return name;
  }

  /// How long, and that what comes of it can be kept.
  Limits limits(Computers computers, Limits.Mode mode) {
    if (mode == Limits.Mode.WHOLE) {
      Preconditions.requireWritable("--runs", runs);
    }
    return computers.limits(patience, Preconditions.usage(() -> seconds(time)), mode);
  }

  /// What a time spells: 90s, 10m or 2h; nothing for no limit.
  static double seconds(String time) {
    if (time.isEmpty()) {
      return 0;
    }
    Matcher matcher = TIME.matcher(time);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "--max-time: expected a time such as 90s, 10m or 2h, got '" + time + "'.");
    }
    double unit =
        switch (matcher.group(2)) {
          case "h" -> 3600;
          case "m" -> 60;
          default -> 1;
        };
    return Double.parseDouble(matcher.group(1)) * unit;
  }
}
