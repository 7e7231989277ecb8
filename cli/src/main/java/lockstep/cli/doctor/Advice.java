package lockstep.cli.doctor;

/// One thing that is slow or missing.
///
/// @param severity how much it matters
/// @param finding what it is, one sentence
/// @param remedy what to do about it, one sentence
public record Advice(Severity severity, String finding, String remedy) {

  /// How much a finding matters.
  public enum Severity {
    /// Kernels cannot run, or run many times slower than they should.
    SEVERE,
    /// Something is slower or smaller than this machine allows.
    WARNING,
    /// Good to know.
    NOTE
  }
}
