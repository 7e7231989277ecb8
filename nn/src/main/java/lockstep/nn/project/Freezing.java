package lockstep.nn.project;

/// What of a trained network learns on, and when.
///
/// @param epochs so many epochs only the head learns at first; −1 for one where the head is new,
///   else none
/// @param always whether only the head ever learns
/// @param slowest the share of the rate at which the first layer learns; those between it and the
///   head lie between, evenly in orders of magnitude
public record Freezing(int epochs, boolean always, double slowest) {

  static final double USUAL_SLOWEST = 0.1;

  /// Checks the numbers.
  public Freezing {
    if (epochs < -1) {
      throw new IllegalArgumentException("freeze-epochs: expected 0 or more, got " + epochs + ".");
    }
    if (!(slowest > 0 && slowest <= 1)) {
      throw new IllegalArgumentException(
          "slowest: expected a number greater than 0, at most 1, got " + slowest + ".");
    }
  }

  /// {@return what suits most}
  public static Freezing usual() {
    return new Freezing(-1, false, USUAL_SLOWEST);
  }

  /// {@return only the head learns}
  public static Freezing throughout() {
    return new Freezing(-1, true, USUAL_SLOWEST);
  }
}
