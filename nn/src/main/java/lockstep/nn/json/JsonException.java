package lockstep.nn.json;

/// A text that is not JSON; the message names line, column, what was expected and what stands
/// there.
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JsonException(String message) {
    super(message);
  }
}
