package lockstep.nn.search;

/// Thrown by an {@link Objective} to end a search. Of what it had begun nothing is kept; a search
/// with the same file goes on there.
public final class SearchStopped extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// Ends a search.
  public SearchStopped() {
    super("the search was asked to stop");
  }
}
