package lockstep.nn.search;

import java.util.OptionalDouble;

/// Thrown by an {@link Objective} to end a search. Of what it had begun nothing is written to the
/// file; a search with the same file goes on there.
public final class SearchStopped extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient OptionalDouble reached;

  /// Ends a search.
  public SearchStopped() {
    super("the search was asked to stop");
    reached = OptionalDouble.empty();
  }

  /// Ends a search with a training that was cut short.
  ///
  /// @param reached its figure, which is among the results of this search
  public SearchStopped(double reached) {
    super("the search has no more time");
    this.reached = OptionalDouble.of(reached);
  }

  OptionalDouble reached() {
    return reached;
  }
}
