package lockstep.nn.data.sound;

/// What steps and augmentations ask of their settings.
final class Require {

  private Require() {}

  static void atLeast(String where, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          where + ": expected " + least + " or more, got " + value + ".");
    }
  }

  static void atMost(String where, int most, int value) {
    if (value > most) {
      throw new IllegalArgumentException(
          where + ": expected at most " + most + ", got " + value + ".");
    }
  }

  static void within(String where, float low, float high, float value) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          where + ": expected a number within " + low + " and " + high + ", got " + value + ".");
    }
  }

  static void positive(String where, float value) {
    if (!(value > 0 && value < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          where + ": expected a number greater than 0, got " + value + ".");
    }
  }

  static void ordered(String where, float low, float high) {
    if (!(low <= high) || Float.isInfinite(low) || Float.isInfinite(high)) {
      throw new IllegalArgumentException(
          where + ": expected low up to high, got " + low + " and " + high + ".");
    }
  }
}
