package lockstep.cli;

/// Something a user can mend: its message is the whole sentence that they read, its code how the
/// process ends.
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  CommandException(ExitCode code, String sentence) {
    super(sentence);
    this.code = code;
  }

  ExitCode code() {
    return code;
  }
}
