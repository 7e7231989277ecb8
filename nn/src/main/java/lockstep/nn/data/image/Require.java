package lockstep.nn.data.image;

/// What steps and augmentations ask of their settings.
final class Require {

  private Require() {}

  static void within(String where, double least, double most, double value) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          where + ": expected " + text(least) + " to " + text(most) + ", got " + text(value) + ".");
    }
  }

  static void atLeast(String where, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          where + ": expected " + least + " or more, got " + value + ".");
    }
  }

  static void size(String where, int value) {
    within(where, 1, 1 << 16, value);
  }

  static void margin(String where, int value) {
    within(where, 0, 1 << 16, value);
  }

  static void byteValue(String where, int value) {
    within(where, 0, 255, value);
  }

  static void probability(String where, double value) {
    within(where, 0, 1, value);
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
