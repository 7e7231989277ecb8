package lockstep.nn.data.sound;

import lockstep.nn.data.Item;
import lockstep.nn.data.Sound;

/// The power of each frequency over time: `[frames, bins]`, with n / 2 + 1 bins, n the power of two
/// from the window on; bin k is at k · rate / n Hz.
///
/// Frames do not reach beyond the recording: there are 1 + (moments − window) / hop.
///
/// @param window moments of a frame, under a Hann window
/// @param hop moments from a frame to the next
/// @param layout the shape
public record Stft(int window, int hop, Layout layout) implements SoundStep {

  /// Checks the settings.
  public Stft {
    Frames.require("Stft", window, hop);
  }

  @Override
  public Item apply(Item item) {
    Sound sound = SoundStep.mono(item, this);
    var frames = new Frames(window, hop);
    int count = frames.count(sound.length());
    int bins = frames.bins();
    float[] values = new float[Math.multiplyExact(count, bins)];
    double[] powers = new double[bins];
    for (int t = 0; t < count; t++) {
      frames.power(sound.samples(), t, powers);
      for (int k = 0; k < bins; k++) {
        values[t * bins + k] = (float) powers[k];
      }
    }
    return layout.numbers(count, bins, values);
  }
}
