package lockstep.nn.optimizer;

/// The learning rate of each update: a record of its settings, where it is to be stored with a run.
@FunctionalInterface
public interface Schedule {

  /// {@return the rate of update `step`; the first is 1}
  double at(long step);

  /// The same rate always.
  ///
  /// @param rate that rate
  record Constant(double rate) implements Schedule {

    @Override
    public double at(long step) {
      return rate;
    }
  }

  /// A rate that is multiplied after every so many updates.
  ///
  /// @param rate the first
  /// @param factor what it is multiplied by
  /// @param steps updates between
  record Stairs(double rate, double factor, long steps) implements Schedule {

    /// Checks the updates.
    public Stairs {
      require(steps);
    }

    @Override
    public double at(long step) {
      return rate * StrictMath.pow(factor, (double) Math.floorDiv(step - 1, steps));
    }
  }

  /// A rate that falls along half a cosine and stays there.
  ///
  /// @param rate the first
  /// @param last where it stays
  /// @param steps updates until then
  record Cosine(double rate, double last, long steps) implements Schedule {

    /// Checks the updates.
    public Cosine {
      require(steps);
    }

    @Override
    public double at(long step) {
      return between(rate, last, Math.min(1, (double) (step - 1) / steps));
    }
  }

  /// A rate that rises evenly to where another schedule begins.
  ///
  /// @param steps updates until then
  /// @param then the schedule that follows
  record WarmUp(long steps, Schedule then) implements Schedule {

    /// Checks the updates.
    public WarmUp {
      require(steps);
    }

    @Override
    public double at(long step) {
      return step <= steps ? then.at(1) * ((double) step / steps) : then.at(step - steps);
    }
  }

  /// A rate that rises from `peak / 25` within the first 30 % of its updates and falls to `peak /
  /// 250,000` by the last, along half cosines.
  ///
  /// @param peak the largest
  /// @param steps updates of the whole
  record OneCycle(double peak, long steps) implements Schedule {

    /// Checks the updates.
    public OneCycle {
      require(steps);
    }

    @Override
    public double at(long step) {
      double top = 0.3 * steps - 1;
      double at = Math.min(step, steps) - 1.0;
      return at <= top
          ? between(peak / 25, peak, top <= 0 ? 1 : at / top)
          : between(peak, peak / 250_000, (at - top) / (steps - 1 - top));
    }
  }

  /// A schedule, and then another one from its beginning.
  ///
  /// @param first the first
  /// @param steps its updates
  /// @param then the one that follows
  record InTurn(Schedule first, long steps, Schedule then) implements Schedule {

    /// Checks the updates.
    public InTurn {
      require(steps);
    }

    @Override
    public double at(long step) {
      return step <= steps ? first.at(step) : then.at(step - steps);
    }
  }

  /// {@return the same rate always}
  static Schedule constant(double rate) {
    return new Constant(rate);
  }

  /// {@return a rate that is multiplied by `factor` after every `steps` updates}
  static Schedule stairs(double rate, double factor, long steps) {
    return new Stairs(rate, factor, steps);
  }

  /// {@return a rate that falls to `last` within `steps` updates, along half a cosine, and stays
  /// there}
  static Schedule cosine(double rate, double last, long steps) {
    return new Cosine(rate, last, steps);
  }

  /// {@return a rate that rises evenly within `steps` updates to where `then` begins}
  static Schedule warmUp(long steps, Schedule then) {
    return new WarmUp(steps, then);
  }

  /// {@return a rate that rises from `peak / 25` within the first 30 % of `steps` updates and falls
  /// to `peak / 250,000` by the last, along half cosines}
  static Schedule oneCycle(double peak, long steps) {
    return new OneCycle(peak, steps);
  }

  /// {@return a schedule for `steps` updates, and then another one from its beginning}
  static Schedule inTurn(Schedule first, long steps, Schedule then) {
    return new InTurn(first, steps, then);
  }

  private static double between(double from, double to, double progress) {
    return to + (from - to) * (1 + StrictMath.cos(Math.PI * progress)) / 2;
  }

  private static void require(long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("steps: expected 1 or more, got " + steps + ".");
    }
  }
}
