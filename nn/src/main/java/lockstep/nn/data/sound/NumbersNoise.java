package lockstep.nn.data.sound;

import lockstep.nn.data.Draw;
import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Step;

/// Adds to each number that counts another, of mean 0.
///
/// @param deviation the deviation of what is added
public record NumbersNoise(float deviation) implements SoundAugmentation {

  /// Checks the deviation.
  public NumbersNoise {
    Require.positive("NumbersNoise.deviation", deviation);
  }

  @Override
  public Class<Numbers> kind() {
    return Numbers.class;
  }

  @Override
  public Item apply(Item item, Draw draw) {
    Numbers numbers = Step.expect(Numbers.class, item, "NumbersNoise");
    float[] noisy = numbers.values().clone();
    for (int i = 0; i < numbers.counted(); i++) {
      noisy[i] = (float) (numbers.values()[i] + deviation * draw.normal());
    }
    return numbers.with(noisy);
  }
}
