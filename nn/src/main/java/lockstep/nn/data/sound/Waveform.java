package lockstep.nn.data.sound;

import lockstep.nn.data.Item;
import lockstep.nn.data.Numbers;
import lockstep.nn.data.Sound;
import lockstep.nn.tensor.Shape;

/// The samples themselves: `[moments, channels]`.
public record Waveform() implements SoundStep {

  @Override
  public Item apply(Item item) {
    Sound sound = SoundStep.sound(item, this);
    return new Numbers(Shape.of(sound.length(), sound.channels()), sound.samples());
  }
}
