package lockstep.blas;

/// A file that was tried as OpenBLAS and does not serve; {@link #reason()} says why, in words for
/// an {@link Attempt}.
final class UnusableLibraryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  UnusableLibraryException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  UnusableLibraryException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
