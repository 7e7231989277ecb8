package lockstep.cli;

import java.util.Arrays;

/// How a command ended, as the shell sees it. Listed in `lockstep --help`.
enum ExitCode {
  /// It did what was asked.
  OK(0, "done"),
  /// This machine lacks something: a JDK, the vector module, a folder that can be written.
  ENVIRONMENT(1, "this machine lacks something that is needed"),
  /// The command line was not understood.
  USAGE(2, "the command line was not understood"),
  /// A file or data set could not be used.
  DATA(3, "a file or data set could not be used"),
  /// A model could not be used.
  MODEL(4, "a model could not be used"),
  /// Lockstep itself is at fault.
  BUG(70, "a fault in Lockstep: please report it"),

  /// Somebody pressed Ctrl-C; what was reached is saved.
  INTERRUPTED(130, "stopped by Ctrl-C, with a checkpoint");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  static ExitCode of(int code) {
    return Arrays.stream(values()).filter(each -> each.code == code).findFirst().orElse(BUG);
  }

  int code() {
    return code;
  }

  String meaning() {
    return meaning;
  }
}
