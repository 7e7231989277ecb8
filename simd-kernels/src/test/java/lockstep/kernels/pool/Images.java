package lockstep.kernels.pool;

import java.util.Random;

/// Images for tests.
final class Images {

  private static final float[] SPECIAL = {
    0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, 1, 1
  };

  private Images() {}

  /// {@return normal numbers, one in eight of them special, many of them equal}
  static float[] special(long count, long seed) {
    var random = new Random(seed);
    float[] numbers = new float[(int) count];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          random.nextInt(8) == 0
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : Math.round(random.nextGaussian() * 4) / 4f;
    }
    return numbers;
  }

  /// {@return normal numbers}
  static float[] normal(long count, long seed) {
    var random = new Random(seed);
    float[] numbers = new float[(int) count];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
