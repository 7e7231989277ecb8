package lockstep.cli;

import java.io.IOException;
import java.util.Locale;

/// Results that nobody can get: whoever read them has gone, as `head` does, or their file cannot
/// take more.
final class LostOutput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean pipe;

  LostOutput(IOException cause) {
    super(
        "standard output: expected to write the results, got: "
            + cause.getMessage()
            + ". Free space, or write elsewhere.",
        cause);
    pipe = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }

  /// Whether the reader has gone: that is not an error.
  boolean isClosedPipe() {
    return pipe;
  }
}
