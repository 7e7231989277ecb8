package lockstep.nn.optimizer;

/// The learning rate of each update.
@FunctionalInterface
public interface Schedule {

  /// {@return the rate of update `step`; the first is 1}
  double at(long step);

  /// {@return the same rate always}
  static Schedule constant(double rate) {
    return _ -> rate;
  }

  /// {@return a rate that is multiplied by `factor` after every `steps` updates}
  static Schedule stairs(double rate, double factor, long steps) {
    require(steps);
    return step -> rate * Math.pow(factor, (double) Math.floorDiv(step - 1, steps));
  }

  /// {@return a rate that falls to `last` within `steps` updates, along half a cosine, and stays
  /// there}
  static Schedule cosine(double rate, double last, long steps) {
    require(steps);
    return step -> between(rate, last, progress(step - 1, steps));
  }

  /// {@return a rate that rises evenly within `steps` updates to where `then` begins}
  static Schedule warmUp(long steps, Schedule then) {
    require(steps);
    return step -> step <= steps ? then.at(1) * ((double) step / steps) : then.at(step - steps);
  }

  /// {@return a rate that rises from `peak / 25` within the first 30 % of `steps` updates and falls
  /// to `peak / 250,000` by the last, along half cosines}
  static Schedule oneCycle(double peak, long steps) {
    require(steps);
    double top = 0.3 * steps - 1;
    return step -> {
      double at = Math.min(step, steps) - 1.0;
      return at <= top
          ? between(peak / 25, peak, top <= 0 ? 1 : at / top)
          : between(peak, peak / 250_000, (at - top) / (steps - 1 - top));
    };
  }

  private static double progress(long done, long steps) {
    return Math.min(1, (double) done / steps);
  }

  private static double between(double from, double to, double progress) {
    return to + (from - to) * (1 + Math.cos(Math.PI * progress)) / 2;
  }

  private static void require(long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps: expected 1 or more, got " + steps + ".");
    }
  }
}
