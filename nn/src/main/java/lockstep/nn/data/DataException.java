package lockstep.nn.data;

/// Data that cannot be used: one sentence with the place, what was expected, what was found and
/// what to do.
public final class DataException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// With that sentence.
  ///
  /// @param place a file, with a line or an offset where there is one: `train.csv:12`
  /// @param problem what was expected and found, and what to do
  public DataException(String place, String problem) {
    super(place + ": " + problem);
  }

  /// With that sentence, and what another reader said.
  public DataException(String place, String problem, Throwable cause) {
    super(place + ": " + problem, cause);
  }
}
