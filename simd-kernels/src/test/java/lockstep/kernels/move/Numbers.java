package lockstep.kernels.move;

import java.util.Random;

/// Numbers for tests.
final class Numbers {

  private Numbers() {}

  /// {@return any bits: NaNs with all payloads among them}
  static float[] bits(long count, long seed) {
    var random = new Random(seed);
    float[] numbers = new float[(int) count];
    for (int i = 0; i < numbers.length; i++) {
      int word = random.nextInt();
      numbers[i] = Float.intBitsToFloat(i % 3 == 0 ? word | 0x7F80_0000 : word);
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

  /// {@return normal numbers, one in eight of them special}
  static float[] special(long count, long seed) {
    float[] special = {
      0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MIN_VALUE
    };
    var random = new Random(seed);
    float[] numbers = normal(count, seed);
    for (int i = 0; i < numbers.length; i++) {
      if (random.nextInt(8) == 0) {
        numbers[i] = special[random.nextInt(special.length)];
      }
    }
    return numbers;
  }

  /// {@return indices from 0 to `rows` − 1}
  static int[] indices(int count, int rows, long seed) {
    return new Random(seed).ints(count, 0, Math.max(1, rows)).toArray();
  }
}
