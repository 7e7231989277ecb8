package lockstep.blas;

/// A file that was tried as OpenBLAS and does not serve; {@link #reason()} says why, in words for
/// an {@link Attempt}.
final class UnusableLibraryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final boolean staysLoaded;

  private UnusableLibraryException(String reason, boolean staysLoaded) {
    super(reason);
    this.reason = reason;
    this.staysLoaded = staysLoaded;
  }

  /// The file could not be loaded; others can be tried.
  UnusableLibraryException(String reason, Throwable cause) {
    this(reason, false);
    initCause(cause);
  }

  /// The file could not be loaded; others can be tried.
  UnusableLibraryException(String reason) {
    this(reason, false);
  }

  /// The file was loaded, which cannot be undone, and is not what was looked for.
  static UnusableLibraryException afterLoading(String reason) {
    return new UnusableLibraryException(reason, true);
  }

  String reason() {
    return reason;
  }

  boolean staysLoaded() {
    return staysLoaded;
  }
}
