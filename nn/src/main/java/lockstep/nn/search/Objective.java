package lockstep.nn.search;

/// What a trial is worth.
@FunctionalInterface
public interface Objective {

  /// Trains with the values of a trial.
  ///
  /// @param trial the values
  /// @param budget how long, such as epochs, counted from the beginning; a trial may be asked again
  ///   with a larger budget, and may go on from where it was
  /// @return the figure that is compared
  double train(Trial trial, int budget);
}
