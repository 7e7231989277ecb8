package lockstep.kernels.recurrent;

import java.util.Random;
import lockstep.kernels.Guarded;
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
    1e30f,
    -1e30f,
    20,
    -100
  };

  private Numbers() {}

  static Guarded normal(int count, long seed) {
    return Guarded.of(array(count, seed, 1), 1);
  }

  static float[] array(int count, long seed, double scale) {
    var random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (scale * random.nextGaussian());
    }
    return numbers;
  }

  /// Normal ones, every seventh a special one.
  static Guarded special(int count, long seed) {
    float[] numbers = array(count, seed, 2);
    var random = new Random(seed);
    for (int i = 0; i < count; i += 7) {
      numbers[i] = SPECIAL[random.nextInt(SPECIAL.length)];
    }
    return Guarded.of(numbers, 1);
  }

  static Guarded unwritten(int count) {
    return Guarded.unwritten(count, 1);
  }

  /// Lengths from 0 to `most`, the first of them `most`.
  static int[] lengths(int batch, int most, long seed) {
    var random = new Random(seed);
    int[] lengths = new int[batch];
    for (int i = 0; i < batch; i++) {
      lengths[i] = i == 0 ? most : random.nextInt(most + 1);
    }
    return lengths;
  }

  static StepShape[] steps() {
    int lanes = Lanes.COUNT;
    return new StepShape[] {
      new StepShape(0, 5),
      new StepShape(3, 0),
      new StepShape(1, 1),
      new StepShape(3, lanes - 1),
      new StepShape(2, lanes),
      new StepShape(5, lanes + 1),
      new StepShape(3, 15),
      new StepShape(3, 17),
      new StepShape(67, 101)
    };
  }
}
