package lockstep.nn.layer;

/// What layers ask of their settings.
final class Require {

  private Require() {}

  static void atLeast(String where, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          where + ": expected " + least + " or more, got " + value + ".");
    }
  }

  static void positive(String where, float value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          where + ": expected a number greater than 0, got " + value + ".");
    }
  }
}
