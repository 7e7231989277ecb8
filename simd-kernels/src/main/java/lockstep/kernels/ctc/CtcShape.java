package lockstep.kernels.ctc;

import lockstep.kernels.access.RowShares;

/// The sizes of a CTC loss.
///
/// @param samples how many sequences
/// @param steps how many steps each has at most
/// @param classes how many classes a step tells apart, the blank, 0, among them
/// @param labels how many labels a target has at most
public record CtcShape(int samples, int steps, int classes, int labels) {

  private static final int LINE = 64;

  /// What a state of a step costs, in elements of something simple.
  private static final long WORK = 16;

  /// Checks the sizes.
  public CtcShape {
    require("samples", samples, 0);
    require("steps", steps, 0);
    require("classes", classes, 1);
    require("labels", labels, 0);
    if (2L * labels + 1 > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalArgumentException("labels: expected fewer, got " + labels + ".");
    }
  }

  /// {@return the states of a target of that many labels: a blank, then each label and a blank}
  public int states() {
    return states(labels);
  }

  static int states(int labels) {
    return 2 * labels + 1;
  }

  /// A sample is never split.
  RowShares shares() {
    return new RowShares(samples, (int) Math.min(WORK * steps * states(), Integer.MAX_VALUE));
  }

  /// The steps of a sample that count.
  int steps(long lengths, int sample) {
    return lengths == 0 ? steps : Math.clamp(Labels.word(lengths, sample), 0, steps);
  }

  long probabilitiesAt(int sample) {
    return (long) sample * steps * classes * Float.BYTES;
  }

  long statesAt(int sample) {
    return (long) sample * steps * states() * Float.BYTES;
  }

  /// Bytes for so many words, up to a boundary.
  static long lines(long words) {
    return (words * Float.BYTES + LINE - 1) / LINE * LINE;
  }

  private static void require(String name, int size, int least) {
    if (size < least) {
      throw new IllegalArgumentException(
          name + ": expected " + least + " or more, got " + size + ".");
    }
  }
}
