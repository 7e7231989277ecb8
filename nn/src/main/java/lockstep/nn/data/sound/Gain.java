package lockstep.nn.data.sound;

import lockstep.nn.data.Draw;
import lockstep.nn.data.Item;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Step;

/// Louder or softer.
///
/// @param low the least change in decibels
/// @param high the greatest
public record Gain(float low, float high) implements SoundAugmentation {

  /// Checks the range.
  public Gain {
    Require.ordered("Gain", low, high);
  }

  @Override
  public Class<Sound> kind() {
    return Sound.class;
  }

  @Override
  public Item apply(Item item, Draw draw) {
    Sound sound = Step.expect(Sound.class, item, "Gain");
    double factor = StrictMath.pow(10, draw.uniform(low, high) / 20);
    float[] changed = new float[sound.samples().length];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = (float) (sound.samples()[i] * factor);
    }
    return new Sound(sound.rate(), sound.channels(), changed);
  }
}
