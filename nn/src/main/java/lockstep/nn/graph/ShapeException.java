package lockstep.nn.graph;

/// Says that values do not fit an operation: where, what was expected, what came, what to do.
public final class ShapeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  /// An error with that message.
  public ShapeException(String message) {
    super(message);
  }
}
