package lockstep.nn.data.sound;

import lockstep.nn.data.Item;
import lockstep.nn.data.Sound;

/// Lifts high frequencies: `y[t] = x[t] − coefficient · x[t − 1]`, before the first moment silence.
///
/// @param coefficient 0.97 for speech
public record Preemphasis(float coefficient) implements SoundStep {

  /// Checks the coefficient.
  public Preemphasis {
    Require.within("Preemphasis.coefficient", 0, 1, coefficient);
  }

  @Override
  public Item apply(Item item) {
    Sound sound = SoundStep.sound(item, this);
    float[] samples = sound.samples();
    float[] lifted = samples.clone();
    for (int i = sound.channels(); i < lifted.length; i++) {
      lifted[i] = samples[i] - coefficient * samples[i - sound.channels()];
    }
    return new Sound(sound.rate(), sound.channels(), lifted);
  }
}
