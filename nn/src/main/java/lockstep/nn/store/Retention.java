package lockstep.nn.store;

/// Which checkpoints are kept.
///
/// @param last how many of the newest, at least 1; two survive a damaged one
/// @param best how many of the best, at least 1
/// @param every those whose step is a multiple of this are kept forever; 0 for none
public record Retention(int last, int best, long every) {

  /// Checks the counts.
  public Retention {
    requireAtLeast("last", 1, last);
    requireAtLeast("best", 1, best);
    requireAtLeast("every", 0, every);
  }

  /// {@return the newest two and the best}
  public static Retention usual() {
    return new Retention(2, 1, 0);
  }

  private static void requireAtLeast(String name, long least, long value) {
    if (value < least) {
      throw new IllegalArgumentException(
          "Retention." + name + ": expected " + least + " or more, got " + value + ".");
    }
  }
}
