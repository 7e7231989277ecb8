package lockstep.nn.notation;

/// A text that describes no network, or a network that does not fit its data. The message names the
/// file, the line and the column, what was expected, what stands there, and what to do.
public final class NotationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String excerpt;

  NotationException(String message, String excerpt) {
    super(message);
    this.excerpt = excerpt;
  }

  /// {@return the line itself, and below it a mark at the column}
  public String excerpt() {
    return excerpt;
  }
}
