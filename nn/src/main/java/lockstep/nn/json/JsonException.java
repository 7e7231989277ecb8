package lockstep.nn.json;

/// A text that is not JSON, or JSON that does not describe what is asked for. The message names the
/// place, a line and a column or the path of a member, what was expected and what stands there.
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JsonException(String message) {
    super(message);
  }

  JsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
