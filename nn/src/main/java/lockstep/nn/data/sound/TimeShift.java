package lockstep.nn.data.sound;

import lockstep.nn.data.Draw;
import lockstep.nn.data.Item;
import lockstep.nn.data.Sound;
import lockstep.nn.data.Step;

/// Moves a recording earlier or later; silence follows or goes before.
///
/// @param part by how much of its length at most
public record TimeShift(float part) implements SoundAugmentation {

  /// Checks the part.
  public TimeShift {
    Require.within("TimeShift.part", 0, 1, part);
  }

  @Override
  public Class<Sound> kind() {
    return Sound.class;
  }

  @Override
  public Item apply(Item item, Draw draw) {
    Sound sound = Step.expect(Sound.class, item, "TimeShift");
    int channels = sound.channels();
    int by = (int) (draw.uniform(-part, part) * sound.length());
    int kept = sound.length() - Math.abs(by);
    float[] shifted = new float[sound.samples().length];
    System.arraycopy(
        sound.samples(),
        Math.max(0, -by) * channels,
        shifted,
        Math.max(0, by) * channels,
        kept * channels);
    return new Sound(sound.rate(), channels, shifted);
  }
}
