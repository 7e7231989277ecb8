package lockstep.nn.optimizer;

/// The learning rate of each step.
@FunctionalInterface
public interface Schedule {

  /// {@return the rate of step `step`; the first is 1}
  double at(long step);

  /// {@return the same rate always}
  static Schedule constant(double rate) {
    return _ -> rate;
  }
}
