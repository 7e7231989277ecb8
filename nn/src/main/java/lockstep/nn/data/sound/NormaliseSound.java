package lockstep.nn.data.sound;

import lockstep.nn.data.Item;
import lockstep.nn.data.Sound;

/// As loud as it takes for the loudest sample to have that size; silence stays silence.
///
/// @param peak the size, 1 for the full range
public record NormaliseSound(float peak) implements SoundStep {

  /// Checks the peak.
  public NormaliseSound {
    Require.positive("NormaliseSound.peak", peak);
  }

  @Override
  public Item apply(Item item) {
    Sound sound = SoundStep.sound(item, this);
    float loudest = 0;
    for (float sample : sound.samples()) {
      loudest = Math.max(loudest, Math.abs(sample));
    }
    if (loudest == 0) {
      return sound;
    }
    double factor = (double) peak / loudest;
    float[] scaled = new float[sound.samples().length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (sound.samples()[i] * factor);
    }
    return new Sound(sound.rate(), sound.channels(), scaled);
  }
}
