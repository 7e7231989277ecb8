package lockstep.nn.project;

import lockstep.kernels.gemm.Backend;
import lockstep.nn.json.WhenAbsent;

/// How long training may go on, and who computes.
///
/// @param threads 0 for as many as there are processors
/// @param backend who computes matrix products
/// @param patience so many epochs without improvement end it; 0 for never
/// @param seconds no longer than this; 0 for no limit
/// @param mode how much is trained
public record Limits(
    @WhenAbsent("0") int threads,
    @WhenAbsent("\"SIMD\"") Backend backend,
    @WhenAbsent("0") int patience,
    @WhenAbsent("0") double seconds,
    @WhenAbsent("\"WHOLE\"") Mode mode) {

  /// How much is trained.
  public enum Mode {
    /// All of it.
    WHOLE,
    /// One step and one judgement: whether all fits together. Nothing is written.
    DRY_RUN,
    /// One batch again and again, until it is known by heart: whether the network learns at all.
    /// Nothing is written.
    ONE_BATCH
  }

  /// Checks the numbers.
  public Limits {
    if (threads < 0 || patience < 0 || !(seconds >= 0) || Double.isInfinite(seconds)) {
      throw new IllegalArgumentException(
          "limits: expected threads, patience and seconds of 0 or more, got "
              + threads
              + ", "
              + patience
              + " and "
              + seconds
              + ".");
    }
  }

  /// The same bits everywhere.
  public Limits(int threads, int patience, double seconds, Mode mode) {
    this(threads, Backend.SIMD, patience, seconds, mode);
  }

  /// {@return no limits, and all processors}
  public static Limits none() {
    return new Limits(0, 0, 0, Mode.WHOLE);
  }

  /// {@return the same with another mode}
  public Limits mode(Mode other) {
    return new Limits(threads, backend, patience, seconds, other);
  }
}
