package lockstep.nn.data.sound;

import lockstep.nn.data.Item;
import lockstep.nn.data.Sound;

/// The mean of all channels.
public record Mono() implements SoundStep {

  @Override
  public Item apply(Item item) {
    Sound sound = SoundStep.sound(item, this);
    int channels = sound.channels();
    if (channels == 1) {
      return sound;
    }
    float[] samples = sound.samples();
    float[] mono = new float[sound.length()];
    for (int t = 0; t < mono.length; t++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += samples[t * channels + c];
      }
      mono[t] = (float) (sum / channels);
    }
    return new Sound(sound.rate(), 1, mono);
  }
}
