package lockstep.nn.data.sound;

import lockstep.nn.data.Item;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Step;

/// A step that recordings take on their way to a network.
public sealed interface SoundStep extends Step
    permits FixLength,
        MelSpectrogram,
        Mfcc,
        Mono,
        NormaliseSound,
        Preemphasis,
        Resample,
        StandardiseBands,
        Stft,
        TrimSilence,
        Waveform {

  /// {@return the item as a recording}
  ///
  /// @throws IllegalArgumentException if it is none
  static Sound sound(Item item, SoundStep step) {
    return Step.expect(Sound.class, item, step.getClass().getSimpleName());
  }

  /// {@return the item as a recording of one channel}
  ///
  /// @throws IllegalArgumentException if it is none, or has more
  static Sound mono(Item item, SoundStep step) {
    Sound sound = sound(item, step);
    if (sound.channels() != 1) {
      throw new IllegalArgumentException(
          step.getClass().getSimpleName()
              + ": expected 1 channel, got "
              + sound.describe()
              + ". Put Mono before it.");
    }
    return sound;
  }
}
