package lockstep.nn;

/// A step whose loss is no number any more. Parameters are as they were before it.
public final class NotFiniteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long step;

  /// At a step, with what came first.
  ///
  /// @param first the first input, variable or node that is not finite
  NotFiniteException(long step, float loss, String first) {
    super(
        "step "
            + step
            + ": expected a finite loss, got "
            + loss
            + "; the first that is not finite is "
            + first
            + ". Lower the learning rate, clip gradients, or look for such numbers in the data.");
    this.step = step;
  }

  /// {@return the number of the step; the first is 1}
  public long step() {
    return step;
  }
}
