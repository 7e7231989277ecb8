package lockstep.nn.train;

/// A figure that says which of two models is the better one.
///
/// @param figure its name: `loss`, or what the {@link Task} has
/// @param better which way
public record Watch(String figure, Better better) {

  /// Which way is better.
  public enum Better {
    /// More is better.
    HIGHER,
    /// Less is better.
    LOWER
  }

  /// {@return whether a figure is better than the best so far, which is NaN where there is none}
  public boolean improves(double value, double best) {
    if (Double.isNaN(value)) {
      return false;
    }
    return Double.isNaN(best)
        || switch (better) {
          case HIGHER -> value > best;
          case LOWER -> value < best;
        };
  }
}
