package lockstep.kernels.update;

import java.util.Random;
import java.util.stream.Stream;
import lockstep.kernels.Lanes;

/// Arguments for the tests of this room.
final class Numbers {

  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1e-20f
  };

  private Numbers() {}

  static float[] normal(int count, long seed) {
    var random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /// Normal ones, every fifth a special one.
  static float[] special(int count, long seed) {
    float[] numbers = normal(count, seed);
    var random = new Random(seed);
    for (int i = 0; i < count; i += 5) {
      numbers[i] = SPECIAL[random.nextInt(SPECIAL.length)];
    }
    return numbers;
  }

  static float[] squares(float[] numbers) {
    float[] squares = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      squares[i] = numbers[i] * numbers[i];
    }
    return squares;
  }

  static int[] sizes() {
    int lanes = Lanes.COUNT;
    return new int[] {0, 1, lanes - 1, lanes, lanes + 1, 15, 17, 101, 16_384, 50_021};
  }

  static Stream<Rule> rules() {
    return Stream.of(
        new Rule.Sgd(0.01),
        new Rule.Momentum(0.9, 0, 0.001),
        new Rule.Momentum(0.8, 0.25, 0),
        new Rule.Nesterov(0.9, 0.002),
        new Rule.Adam(0.9, 0.999, 1e-8, 0.01),
        new Rule.AdamW(0.85, 0.99, 1e-6, 0.1),
        new Rule.RmsProp(0.99, 1e-8, 0, 0.003),
        new Rule.RmsProp(0.95, 1e-7, 0.9, 0),
        new Rule.Lion(0.9, 0.99, 0.1));
  }
}
