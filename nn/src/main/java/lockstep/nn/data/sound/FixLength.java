package lockstep.nn.data.sound;

import lockstep.nn.data.Item;
import lockstep.nn.data.Sound;

/// So many moments: shorter recordings are filled up with silence, longer ones cut.
///
/// @param moments how many
/// @param place where a shorter one lies, and where a longer one is cut from
public record FixLength(int moments, Place place) implements SoundStep {

  /// Checks the length.
  public FixLength {
    Require.atLeast("FixLength.moments", 1, moments);
  }

  @Override
  public Item apply(Item item) {
    Sound sound = SoundStep.sound(item, this);
    if (sound.length() == moments) {
      return sound;
    }
    int channels = sound.channels();
    float[] fixed = new float[Math.multiplyExact(moments, channels)];
    int kept = Math.min(moments, sound.length());
    int from = place.before(sound.length() - kept);
    int to = place.before(moments - kept);
    System.arraycopy(sound.samples(), from * channels, fixed, to * channels, kept * channels);
    return new Sound(sound.rate(), channels, fixed);
  }
}
